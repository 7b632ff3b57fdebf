import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { ReportContext } from '../context.js'
import { resealIdentity } from './reseal.service.js'
import {
  IdentityDossier,
  IdentityPurposeName,
  IdentityToReseal,
  SealedIdentityInfo,
} from './reveal/reveal.type.js'
import { dossierToReseal, identitiesToReseal } from './to-reseal.service.js'

@Resolver(() => IdentityToReseal)
export class ResealResolver {
  @Query(() => [IdentityToReseal], {
    description:
      '本机关持有份额、需要改封的身份；改封后不再列出。Identities to be sealed to other holders, of which the viewer’s office holds a share.',
  })
  identitiesToReseal(
    @Arg('first', () => Int, { defaultValue: 20, description: '条数，1 到 100。How many, 1 to 100.' })
    first: number,
    @Ctx() context: ReportContext,
  ): Promise<IdentityToReseal[]> {
    return identitiesToReseal(context, first)
  }

  @Mutation(() => SealedIdentityInfo, {
    description:
      '提交改封后的封套：身份内容不变，新持有人须为现行清单所列。Brings an envelope sealed to the present holders; what is in it stays the same.',
  })
  resealIdentity(
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
    @Arg('envelope', () => String, { description: '新封套，base64。The new envelope (AENV), base64.' })
    envelope: string,
    @Arg('reason', () => String, { description: '理由，2 到 500 字。The reason, 2 to 500 characters.' })
    reason: string,
    @Ctx() context: ReportContext,
  ): Promise<SealedIdentityInfo> {
    const which = { reportId, position, purpose: identityPurpose }
    return resealIdentity(context, which, { envelope, reason })
  }

  @FieldResolver(() => IdentityDossier, {
    nullable: true,
    description:
      '卷宗，公钥清单为新持有人的；取得记入审计。The dossier, with the bundles of the holders to come; recorded.',
  })
  dossier(@Root() identity: IdentityToReseal, @Ctx() context: ReportContext): Promise<IdentityDossier> {
    return dossierToReseal(context, identity)
  }
}
