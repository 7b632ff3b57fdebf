import type { Facts, StoredReport } from '../intake/report.entity.js'
import type { Place } from './cipher.js'
import type { BlindIndex } from './blind-index.js'
import type { ContentKey } from './content-key.service.js'

/** What a report says: everything of it that is free text. */
export type ReportContent = { unitName: string; unitCreditCode: string | null; facts: Facts }

/** The columns that hold it. */
export type SealedContent = Pick<
  StoredReport,
  'sealedUnit' | 'sealedFacts' | 'contentVersion' | 'unitIndex' | 'creditCodeIndex' | 'placeIndex'
>

const firstVersion = 1

export function sealContent(
  key: ContentKey,
  blindIndex: BlindIndex,
  reportId: string,
  { regionCode, content }: { regionCode: string; content: ReportContent },
): SealedContent {
  const { unitName, unitCreditCode, facts } = content
  const unit = JSON.stringify({ unitName, unitCreditCode })
  return {
    contentVersion: firstVersion,
    sealedUnit: key.seal(placeOf(reportId, 'sealed_unit', firstVersion), unit),
    sealedFacts: key.seal(placeOf(reportId, 'sealed_facts', firstVersion), JSON.stringify(facts)),
    unitIndex: blindIndex('unit name', unitName) ?? null,
    creditCodeIndex: unitCreditCode === null ? null : (blindIndex('credit code', unitCreditCode) ?? null),
    placeIndex: facts.where === null ? null : (blindIndex('place', `${regionCode}${facts.where}`) ?? null),
  }
}

/** What was sealed; where the key was destroyed, words that say so. */
export function openContent(key: ContentKey | undefined, report: StoredReport): ReportContent {
  if (key === undefined) return erased
  const { id, contentVersion: version } = report
  return {
    ...(JSON.parse(key.open(placeOf(id, 'sealed_unit', version), report.sealedUnit)) as UnitText),
    facts: JSON.parse(key.open(placeOf(id, 'sealed_facts', version), report.sealedFacts)) as Facts,
  }
}

type UnitText = Pick<ReportContent, 'unitName' | 'unitCreditCode'>

const gone = '（内容已依法清除。Erased.）'
const erased: ReportContent = {
  unitName: gone,
  unitCreditCode: null,
  facts: { what: gone, when: null, where: null, who: null, ongoing: null },
}

function placeOf(reportId: string, field: string, version: number): Place {
  return { table: 'report', rowId: reportId, field, version }
}
