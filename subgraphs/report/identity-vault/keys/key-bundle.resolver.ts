import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import { MatterType } from '../../../shared/dictionary/matter.js'
import type { ReportContext } from '../../context.js'
import { identitySealingFor } from './identity-sealing.service.js'
import { publishKeyBundle } from './key-bundle.service.js'
import { IdentitySealing, KeyBundle } from './key-bundle.type.js'

@Resolver()
export class KeyBundleResolver {
  @Mutation(() => KeyBundle, {
    description:
      '发布机关的公钥清单（安全管理员）。须由预置的根密钥签发，版本只增不减。Publishes a bundle signed by a pinned root; versions go forward only.',
  })
  publishKeyBundle(
    @Arg('bundle', () => String, { description: '清单原文，base64。The bundle, base64.' }) bundle: string,
    @Ctx() context: ReportContext,
  ): Promise<KeyBundle> {
    return publishKeyBundle(context, bundle)
  }

  @Query(() => IdentitySealing, {
    nullable: true,
    description:
      '实名举报的身份应封给谁；为空时暂不能实名举报。Whom the identity of such a report is to be sealed to; null where nobody can hold it now.',
  })
  identitySealing(
    @Arg('regionCode', () => ID, { description: '事项所在地区。Place of the matter.' }) regionCode: string,
    @Arg('industryCode', () => ID, { description: '行业领域代码。Code of the industry.' })
    industryCode: string,
    @Arg('matterTypes', () => [MatterType], { description: '事项类别。Kinds of matter.' })
    matterTypes: MatterType[],
    @Arg('againstAuthorityId', () => ID, {
      nullable: true,
      description: '举报涉及的机关。The authority it is about, if any.',
    })
    againstAuthorityId: string | null,
    @Ctx() context: ReportContext,
  ): Promise<IdentitySealing | null> {
    return identitySealingFor(context, { regionCode, industryCode, matterTypes, againstAuthorityId })
  }
}
