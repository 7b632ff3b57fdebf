import { Directive, Field, ID, Int, ObjectType } from 'type-graphql'
import { Conclusion } from '../../shared/dictionary/loop.js'
import { AccidentLevel, MatterType } from '../../shared/dictionary/matter.js'
import { LegalBasis, legalBasisNames } from '../../shared/dictionary/publicity.js'
import { FenScalar } from '../../shared/fen.scalar.js'
import { Region } from '../references/region.type.js'
import { MeasureKind } from '../verification/penalty.type.js'
import { describeBand } from './amount-band.js'
import type { StoredCaseSummary } from './case-summary.entity.js'

@ObjectType({
  description:
    '可以公开的金额：区间；依法公示的为确切金额，此时两个数相同。An amount as the public may know it: a band, or the same twice where it was made public by law.',
})
export class PublicAmount {
  @Field(() => FenScalar, { description: '不低于。From, included.' })
  fromFen!: bigint

  @Field(() => FenScalar, {
    nullable: true,
    description: '低于；最高一档为 null。Up to, excluded unless it equals from; null above the last step.',
  })
  toFen!: bigint | null

  @Field(() => String, { description: '文字，如 30,000 元以上 50,000 元以下。In words.' })
  text!: string
}

@ObjectType({ description: '法律依据及其名称。A legal basis and its name.' })
export class NamedLegalBasis {
  @Field(() => LegalBasis, { description: '代码。Its code.' })
  code!: LegalBasis

  @Field(() => String, { description: '名称。Its name.' })
  name!: string
}

@Directive('@key(fields: "id")')
@ObjectType({
  description: '案件摘要，已去除可识别信息，公开。De-identified facts of a case, public once published.',
})
export class CaseSummary {
  @Field(() => ID, {
    description: '摘要编号，与案件编号无关。Id of the summary; it does not lead to the case.',
  })
  id!: string

  @Field(() => Region, {
    description:
      '所在市；市内同类案件不足 5 件的，只到省级。The city; only the province where the city has fewer than five closed cases of the kind and year.',
  })
  region!: Region

  @Field(() => [MatterType], { description: '事项类别。Kinds of matter.' })
  matterTypes!: MatterType[]

  @Field(() => ID, { description: '行业领域代码。Code of the industry.' })
  industryCode!: string

  @Field(() => Int, { description: '查实的年份。The year in which it was concluded.' })
  year!: number

  @Field(() => Int, { nullable: true, description: '查实的月份，1 到 12。The month, 1 to 12.' })
  month!: number | null

  @Field(() => Conclusion, { nullable: true, description: '核查结论。What verification found.' })
  conclusion!: Conclusion | null

  @Field(() => AccidentLevel, { nullable: true, description: '事故等级。Level of the accident, if any.' })
  accidentLevel!: AccidentLevel | null

  @Field(() => String, {
    nullable: true,
    description: '隐患等级代码，如 MAJOR。Code of the hazard’s level, such as MAJOR.',
  })
  hazardLevel!: string | null

  @Field(() => [MeasureKind], { description: '处理处罚的种类。Kinds of measures that were imposed.' })
  measures!: MeasureKind[]

  @Field(() => PublicAmount, { nullable: true, description: '罚款合计。Fines, all together.' })
  penalty!: PublicAmount | null

  @Field(() => PublicAmount, { nullable: true, description: '已发放的奖励。The reward that was paid.' })
  reward!: PublicAmount | null

  @Field(() => [NamedLegalBasis], { description: '法律依据。What it rests on in law.' })
  legalBasis!: NamedLegalBasis[]
}

export function toCaseSummaryType(stored: StoredCaseSummary): CaseSummary {
  const { id, matterTypes, industryCode, year, month, conclusion, accidentLevel, hazardLevel } = stored
  const { penaltyFromFen, penaltyToFen, rewardFromFen, rewardToFen } = stored
  return {
    ...{ id, matterTypes, industryCode, year },
    region: { code: stored.regionCode },
    month: month ?? null,
    conclusion: conclusion ?? null,
    accidentLevel: accidentLevel ?? null,
    hazardLevel: hazardLevel ?? null,
    measures: stored.measures,
    penalty: toAmount(penaltyFromFen, penaltyToFen),
    reward: toAmount(rewardFromFen, rewardToFen),
    legalBasis: stored.legalBasis.map((code) => ({ code, name: legalBasisNames[code].zh })),
  }
}

function toAmount(fromFen: bigint | null | undefined, to: bigint | null | undefined): PublicAmount | null {
  if (fromFen == null) return null
  const band = { fromFen, toFen: to ?? null }
  return { ...band, text: describeBand(band) }
}
