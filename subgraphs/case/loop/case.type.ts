import { Directive, Field, ID, Int, ObjectType } from 'type-graphql'
import { createConnectionType } from '../../shared/connection/connection.js'
import { MatterType } from '../../shared/dictionary/matter.js'
import { Region } from '../references/region.type.js'
import { CaseState } from './case-state.js'
import type { StoredCase } from './case.entity.js'

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    '案件：一件或并案的多件举报的办理。A case: the handling of one report, or of several merged ones.',
})
export class Case {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => CaseState, { description: '状态。Its state.' })
  state!: CaseState

  @Field(() => Region, { description: '所在地区。The place.' })
  region!: Region

  @Field(() => [MatterType], { description: '事项类别。Kinds of matter.' })
  matterTypes!: MatterType[]

  @Field(() => ID, { description: '行业领域代码。Code of the industry.' })
  industryCode!: string

  @Field(() => Date, { description: '立案时间。When it was opened.' })
  openedAt!: Date

  @Field(() => Date, { nullable: true, description: '受理时间。When it was accepted.' })
  acceptedAt!: Date | null

  @Field(() => Int, {
    description: '版本号，用于防止覆盖他人的办理。Version, against overwriting somebody else’s step.',
  })
  version!: number
}

export const CaseConnection = createConnectionType('Case', () => Case)

/** What the graph shows of a stored case. */
export function toCaseType(stored: StoredCase): Case {
  const { id, state, regionCode, matterTypes, industryCode, openedAt, acceptedAt, version } = stored
  return {
    id,
    state,
    region: { code: regionCode },
    matterTypes,
    industryCode,
    openedAt,
    acceptedAt: acceptedAt ?? null,
    version,
  }
}
