import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { ReportContext } from '../../context.js'
import { sealedIdentitiesOf, takeIdentityDossier } from './dossier.service.js'
import {
  describeReveal,
  dossierOf,
  readReveal,
  readReveals,
  reasonOf,
  refusalOf,
} from './read-reveals.service.js'
import type { StoredReveal } from './reveal.entity.js'
import { approveReveal, refuseReveal, releaseReveal, requestReveal } from './reveal.service.js'
import {
  IdentityDossier,
  IdentityPurposeName,
  RequestRevealInput,
  Reveal,
  RevealConnection,
  RevealPurpose,
  RevealReason,
  RevealState,
  SealedIdentityInfo,
} from './reveal.type.js'

@Resolver(() => Reveal)
export class RevealResolver {
  @Query(() => [SealedIdentityInfo], {
    description:
      '举报已封存的身份，本机关保管员可见，不含内容。What is sealed of a report, for custodians of the authority that holds it.',
  })
  sealedIdentities(
    @Arg('reportId', () => ID, { description: '举报编号。The report.' }) reportId: string,
    @Ctx() context: ReportContext,
  ): Promise<SealedIdentityInfo[]> {
    return sealedIdentitiesOf(context, reportId)
  }

  @Mutation(() => IdentityDossier, {
    description:
      '保管员取得封套以写申请书；记入审计。A custodian takes the envelope, to write a request by it; recorded.',
  })
  takeIdentityDossier(
    @Arg('reportId', () => ID, { description: '举报编号。The report.' }) reportId: string,
    @Arg('position', () => Int, {
      defaultValue: 0,
      description: '0 为举报人，1 起为联名举报人。Whose identity.',
    })
    position: number,
    @Arg('identityPurpose', () => IdentityPurposeName, {
      defaultValue: IdentityPurposeName.CONTACT,
      description: '哪一份身份。Which of the person’s envelopes.',
    })
    identityPurpose: IdentityPurposeName,
    @Arg('purpose', () => RevealPurpose, { description: '用途。What for.' }) purpose: RevealPurpose,
    @Arg('reason', () => String, { description: '理由，2 到 500 字。The reason, 2 to 500 characters.' })
    reason: string,
    @Ctx() context: ReportContext,
  ): Promise<IdentityDossier> {
    const which = { reportId, position, purpose: identityPurpose }
    return takeIdentityDossier(context, which, { purpose, reason })
  }

  @Mutation(() => Reveal, {
    description: '保管员提交揭示申请书。A custodian asks to learn who reported, by a signed request.',
  })
  async requestReveal(
    @Arg('input', () => RequestRevealInput, { description: '申请。The request.' }) input: RequestRevealInput,
    @Ctx() context: ReportContext,
  ): Promise<Reveal> {
    return shown(context, await requestReveal(context, input))
  }

  @Mutation(() => Reveal, {
    description:
      '另一机关的审批员批准，附审批程序写出的批准书。An approver of another office agrees, by a signed approval.',
  })
  async approveReveal(
    @Arg('id', () => ID, { description: '揭示申请编号。The reveal.' }) id: string,
    @Arg('approval', () => String, { description: '批准书，base64。The approval (AAPV), base64.' })
    approval: string,
    @Ctx() context: ReportContext,
  ): Promise<Reveal> {
    return shown(context, await approveReveal(context, { id, approval }))
  }

  @Mutation(() => Reveal, { description: '审批员不予批准，须写明理由。An approver refuses, and says why.' })
  async refuseReveal(
    @Arg('id', () => ID, { description: '揭示申请编号。The reveal.' }) id: string,
    @Arg('reason', () => String, { description: '理由，2 到 500 字。Why, 2 to 500 characters.' })
    reason: string,
    @Ctx() context: ReportContext,
  ): Promise<Reveal> {
    return shown(context, await refuseReveal(context, { id, reason }))
  }

  @Mutation(() => Reveal, {
    description:
      '申请人领取批准书，随后在本机开启封套。The custodian who asked takes the approval, and opens on their own machine.',
  })
  async releaseReveal(
    @Arg('id', () => ID, { description: '揭示申请编号。The reveal.' }) id: string,
    @Ctx() context: ReportContext,
  ): Promise<Reveal> {
    return shown(context, await releaseReveal(context, id))
  }

  @Query(() => Reveal, {
    nullable: true,
    description: '一次揭示申请，有关的保管员和审批员可见。One reveal, for its custodians and approvers.',
  })
  reveal(
    @Arg('id', () => ID, { description: '编号。Id.' }) id: string,
    @Ctx() context: ReportContext,
  ): Promise<Reveal | null> {
    return readReveal(context, id)
  }

  @Query(() => RevealConnection, {
    description:
      '本机关申请的或待本机关审批的揭示，由新到旧。Reveals asked by, or waiting for, the viewer’s office, newest first.',
  })
  reveals(
    @Arg('state', () => RevealState, { nullable: true, description: '只要此状态的。Only in this state.' })
    state: RevealState | null,
    @Arg('first', () => Int, { defaultValue: 20, description: '条数，1 到 100。How many, 1 to 100.' })
    first: number,
    @Arg('after', () => String, { nullable: true, description: '游标。A cursor.' }) after: string | null,
    @Ctx() context: ReportContext,
  ): Promise<RevealConnection> {
    return readReveals(context, { state, first, after })
  }

  @FieldResolver(() => RevealReason, {
    nullable: true,
    description: '理由，与申请书所签的一致。The reason, as it was signed.',
  })
  reason(@Root() reveal: Reveal, @Ctx() context: ReportContext): Promise<RevealReason | null> {
    return reasonOf(context, reveal)
  }

  @FieldResolver(() => String, { nullable: true, description: '不予批准的理由。Why it was refused.' })
  refusalReason(@Root() reveal: Reveal, @Ctx() context: ReportContext): Promise<string | null> {
    return refusalOf(context, reveal)
  }

  @FieldResolver(() => IdentityDossier, {
    nullable: true,
    description:
      '卷宗，审批与开启时用；办结或过期后为空。The dossier, to approve or open by; null once refused or expired.',
  })
  dossier(@Root() reveal: Reveal, @Ctx() context: ReportContext): Promise<IdentityDossier | null> {
    return dossierOf(context, reveal)
  }
}

function shown({ viewer }: ReportContext, reveal: StoredReveal): Reveal {
  return describeReveal(reveal, viewer)
}
