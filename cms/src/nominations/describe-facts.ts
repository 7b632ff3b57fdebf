import {
  accidentNames,
  conclusionNames,
  hazardNames,
  industryNames,
  legalNames,
  matterNames,
  measureNames,
  nameOf,
} from './fact-names'
import type { Band, Nomination } from './nomination'

export type Fact = { label: string; value: string }

/** The facts as the desk shows them, and as a draft begins. */
export function describeFacts({ matterTypes, industryCode, facts }: Nomination): Fact[] {
  const { accidentLevel, hazardLevel, penalty, reward } = facts
  const level =
    accidentLevel !== null
      ? nameOf(accidentNames, accidentLevel)
      : hazardLevel === null
        ? ''
        : nameOf(hazardNames, hazardLevel)
  const measures = facts.measures.map((code) => nameOf(measureNames, code)).join('、')
  return [
    { label: '查实时间', value: `${String(facts.year)}年${String(facts.month)}月` },
    { label: '行业领域', value: nameOf(industryNames, industryCode) },
    { label: '举报事项', value: matterTypes.map((code) => nameOf(matterNames, code)).join('、') },
    { label: '核查结论', value: nameOf(conclusionNames, facts.conclusion) },
    { label: '等级', value: level },
    { label: '处理处罚', value: measures },
    { label: '罚款', value: penalty === null ? '' : describeBand(penalty) },
    { label: '奖励举报人', value: reward === null ? '' : describeBand(reward) },
    { label: '法律依据', value: facts.legalBasis.map((code) => nameOf(legalNames, code)).join('、') },
  ].filter(({ value }) => value !== '')
}

/** What a draft begins with: the facts, and where the story goes. */
export function draftOf(nomination: Nomination): Record<string, unknown> {
  const { matterTypes, industryCode, regionCode, summaryId } = nomination
  const matter = nameOf(matterNames, matterTypes[0] ?? '')
  return {
    title: `一起${nameOf(industryNames, industryCode)}行业${matter}举报的查处`,
    body: [
      heading('基本情况'),
      {
        type: 'list',
        format: 'unordered',
        children: describeFacts(nomination).map(({ label, value }) => ({
          type: 'list-item',
          children: [{ type: 'text', text: `${label}：${value}` }],
        })),
      },
      heading('举报与查处'),
      paragraph('（请写明举报反映的问题、核查经过和查处结果，不写能认出举报人的内容。）'),
      heading('启示'),
      paragraph('（请写明本案对企业和群众的提示。）'),
    ],
    regionCode,
    summaryId,
  }
}

const paragraph = (text: string) => ({ type: 'paragraph', children: [{ type: 'text', text }] })
const heading = (text: string) => ({ type: 'heading', level: 2, children: [{ type: 'text', text }] })

function describeBand({ fromFen, toFen }: Band): string {
  if (toFen === fromFen) return `${inYuan(fromFen)}元`
  if (toFen === null) return `${inYuan(fromFen)}元以上`
  return fromFen === '0' ? `${inYuan(toFen)}元以下` : `${inYuan(fromFen)}元以上${inYuan(toFen)}元以下`
}

/** 30,000 yuan are 3万, as people write it. */
function inYuan(fen: string): string {
  const yuan = Number(fen) / 100
  return yuan >= 10_000 ? `${String(yuan / 10_000)}万` : String(yuan)
}
