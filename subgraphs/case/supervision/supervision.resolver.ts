import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import type { CaseContext } from '../context.js'
import { Case } from '../loop/case.type.js'
import { CaseIdArg, ExpectedVersionArg } from '../loop/step-arguments.js'
import {
  releaseSupervision,
  replyToSupervision,
  superviseCase,
  urgeSupervision,
} from './supervision.service.js'
import { SupervisionOrder, SupervisionReplyInput } from './supervision.type.js'

function OrderIdArg(): ReturnType<typeof Arg> {
  return Arg('orderId', () => ID, { description: '督办编号。Id of the order.' })
}

@Resolver(() => Case)
export class SupervisionResolver {
  @Mutation(() => Case, {
    description: '上级机关对案件督办。Orders supervision of a case below the own authority.',
  })
  superviseCase(
    @CaseIdArg() caseId: string,
    @Arg('items', () => [String], { description: '督办事项，1 到 20 项。What is ordered, item by item.' })
    items: string[],
    @Arg('dueOn', () => String, { description: '期限的最后一日，如 2026-07-01。The last day, in China.' })
    dueOn: string,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return superviseCase(context, { caseId, items, dueOn, expectedVersion })
  }

  @Mutation(() => Case, { description: '催办，可多次。Urges, as often as it takes.' })
  urgeSupervision(
    @CaseIdArg() caseId: string,
    @OrderIdArg() orderId: string,
    @Arg('text', () => String, { nullable: true, description: '催办意见。What is to be said.' })
    text: string | null,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return urgeSupervision(context, { caseId, orderId, text, expectedVersion })
  }

  @Mutation(() => Case, {
    description: '办理机关逐项回复督办。The handling authority replies, item by item.',
  })
  replyToSupervision(
    @CaseIdArg() caseId: string,
    @OrderIdArg() orderId: string,
    @Arg('replies', () => [SupervisionReplyInput], { description: '每项一条。One for each item.' })
    replies: SupervisionReplyInput[],
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return replyToSupervision(context, { caseId, orderId, replies, expectedVersion })
  }

  @Mutation(() => Case, {
    description:
      '督办机关或其上级解除督办，被督办单位不能自行解除。Released by who ordered it or an authority above, never by the supervised.',
  })
  releaseSupervision(
    @CaseIdArg() caseId: string,
    @OrderIdArg() orderId: string,
    @Arg('reason', () => String, { description: '解除理由，2 到 2000 字。Why.' }) reason: string,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return releaseSupervision(context, { caseId, orderId, reason, expectedVersion })
  }

  @FieldResolver(() => [SupervisionOrder], {
    description: '督办，由先到后。Supervision orders, first to last.',
  })
  supervisions(@Root() { id }: Case, @Ctx() { supervisions }: CaseContext): Promise<SupervisionOrder[]> {
    return supervisions.load(id)
  }
}
