import { Arg, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { FenScalar } from '../../shared/fen.scalar.js'
import type { CaseContext } from '../context.js'
import { Case } from '../loop/case.type.js'
import { CaseIdArg, ExpectedVersionArg, OwnReportArg } from '../loop/step-arguments.js'
import { asReporter } from '../references/own-report.js'
import { Report } from '../references/report.type.js'
import { addRewardRule, rewardRulesOf } from './add-rule.service.js'
import { assessReward } from './assess-reward.service.js'
import { claimReward, waiveReward } from './collect-reward.service.js'
import { ownReward } from './own-reward.service.js'
import { AssessRewardInput } from './reward-input.js'
import { AddRewardRuleInput } from './reward-rule.input.js'
import { RewardRule, toRewardRuleType } from './reward-rule.type.js'
import { rewardTextsOf } from './reward-texts.service.js'
import { announceReward, approveReward, notifyReward, payReward } from './reward.service.js'
import { OwnReward, Reward, RewardDecision, RewardTexts, RewardWaiverGround } from './reward.type.js'

@Resolver()
export class RewardStepsResolver {
  @Mutation(() => Case, {
    description: '认定奖励：资格、规则和金额。Assesses who is rewarded, by which rule, with how much.',
  })
  assessReward(
    @CaseIdArg() caseId: string,
    @Arg('input', () => AssessRewardInput, { description: '依据和数据。What it is reckoned from.' })
    input: AssessRewardInput,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return assessReward(context, { caseId, expectedVersion, input })
  }

  @Mutation(() => Case, {
    description:
      '审批奖励，须由认定以外的人员办理。Approves an amount or sends it back; takes another person.',
  })
  approveReward(
    @CaseIdArg() caseId: string,
    @Arg('decision', () => RewardDecision, { description: '意见。What is decided.' })
    decision: RewardDecision,
    @Arg('reason', () => String, { nullable: true, description: '退回理由。Why it is sent back.' })
    reason: string | null,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return approveReward(context, { caseId, expectedVersion, decision, reason })
  }

  @Mutation(() => Case, { description: '通知举报人领奖。Tells the reporter, through the receipt.' })
  notifyReward(
    @CaseIdArg() caseId: string,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return notifyReward(context, { caseId, expectedVersion })
  }

  @Mutation(() => Case, {
    description:
      '无法联系举报人时公告领奖，申领期限重新起算。Announces it where the reporter cannot be reached; the time to claim begins anew.',
  })
  announceReward(
    @CaseIdArg() caseId: string,
    @Arg('noticeReference', () => String, { description: '公告出处。Where the notice stands.' })
    noticeReference: string,
    @Arg('reason', () => String, { description: '无法联系的情况。How it was tried.' }) reason: string,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return announceReward(context, { caseId, expectedVersion, noticeReference, reason })
  }

  @Mutation(() => Boolean, {
    description:
      '举报人申领奖金，须先封存提交收款人身份。The reporter claims, having given the payee’s identity.',
  })
  async claimReward(
    @OwnReportArg() reportId: string | null,
    @Arg('authorisation', () => String, {
      nullable: true,
      description: '联名举报的书面委托。Of people who signed together: whom the first authorises to collect.',
    })
    authorisation: string | null,
    @Ctx() context: CaseContext,
  ): Promise<boolean> {
    return claimReward(await asReporter(context, reportId), authorisation)
  }

  @Mutation(() => Case, {
    description:
      '登记发放：仅凭证号和金额，须由批准以外的人员办理。Records the payment: voucher and amount, no identity; takes another person than who approved.',
  })
  payReward(
    @CaseIdArg() caseId: string,
    @Arg('voucherNumber', () => String, { description: '支付凭证号。Number of the voucher.' })
    voucherNumber: string,
    @Arg('amountFen', () => FenScalar, { description: '实付金额，须与批准的一致。The amount paid.' })
    amountFen: bigint,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return payReward(context, { caseId, expectedVersion, voucherNumber, amountFen })
  }

  @Mutation(() => Case, { description: '登记放弃奖励。Records that a reward is given up.' })
  waiveReward(
    @CaseIdArg() caseId: string,
    @Arg('ground', () => RewardWaiverGround, { description: '情形。Why.' }) ground: RewardWaiverGround,
    @Arg('reason', () => String, { description: '说明。In words.' }) reason: string,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return waiveReward(context, { caseId, expectedVersion, ground, reason })
  }
}

@Resolver()
export class RewardRuleResolver {
  @Query(() => [RewardRule], {
    description:
      '一个地区适用的奖励规则，含上级的。Rules of a place and of those above it; open to everybody.',
  })
  async rewardRules(
    @Arg('regionCode', () => ID, { description: '地区代码。The place.' }) regionCode: string,
    @Ctx() { em, language }: CaseContext,
  ): Promise<RewardRule[]> {
    return (await rewardRulesOf(em, regionCode)).map((rule) => toRewardRuleType(rule, language))
  }

  @Mutation(() => RewardRule, {
    description:
      '录入奖励规则（负责人，管辖范围内）；已受理的案件不受影响。Enters a rule for a place within reach; cases accepted before keep theirs.',
  })
  async addRewardRule(
    @Arg('input', () => AddRewardRuleInput, { description: '规则。The rule.' }) input: AddRewardRuleInput,
    @Ctx() context: CaseContext,
  ): Promise<RewardRule> {
    return toRewardRuleType(await addRewardRule(context, input), context.language)
  }
}

@Resolver(() => Case)
export class RewardOfCaseResolver {
  @FieldResolver(() => Reward, { nullable: true, description: '奖励；没有的为空。Its reward, if any.' })
  reward(@Root() { id }: Case, @Ctx() { rewards }: CaseContext): Promise<Reward | null> {
    return rewards.load(id)
  }
}

@Resolver(() => Reward)
export class RewardTextsResolver {
  @FieldResolver(() => RewardTexts, {
    description: '所写文字；查看即留痕。What was written; reading is recorded.',
  })
  texts(@Root() reward: Reward, @Ctx() context: CaseContext): Promise<RewardTexts> {
    return rewardTextsOf(context, reward)
  }
}

@Resolver(() => Report)
export class OwnRewardResolver {
  @Directive('@requires(fields: "isOwn")')
  @FieldResolver(() => OwnReward, {
    nullable: true,
    description: '本人举报的奖励，仅举报人本人可见。The reward of one’s own report, for its reporter only.',
  })
  reward(@Root() report: Report, @Ctx() context: CaseContext): Promise<OwnReward | null> {
    return ownReward(context, report)
  }
}
