import type { Datum } from '../../shared/dictionary/datum.js'
import type { ElsewhereKind } from '../intake/form-kinds.js'
import type { Facts, StoredReport } from '../intake/report.entity.js'
import type { Place } from './cipher.js'
import type { BlindIndex } from './blind-index.js'
import type { ContentKey } from './content-key.service.js'

/** What a report says: everything of it that tells about people or facts. */
export type ReportContent = {
  unitName: string
  unitAliases: string[]
  unitCreditCode: string | null
  facts: Facts
  circumstances: Circumstances
}

/** The rest of form 3.9; null where the reporter did not say. */
export type Circumstances = {
  address: string | null
  coordinate: Coordinate | null
  accident: Accident | null
  elsewhere: { kind: ElsewhereKind; number: string | null } | null
  sameMatterBefore: { reported: boolean; caseNumber: string | null } | null
  employerIsReportedUnit: boolean | null
}

export type Coordinate = { longitude: number; latitude: number; datum: Datum }

export type Accident = {
  occurredAt: Date | null
  place: string | null
  deaths: number | null
  injuries: number | null
  howConcealed: string | null
  clues: string | null
}

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
  version = firstVersion,
): SealedContent {
  const { facts, circumstances, ...unit } = content
  const { unitName, unitCreditCode } = unit
  const where = circumstances.address ?? facts.where
  const said = JSON.stringify({ ...facts, circumstances })
  return {
    contentVersion: version,
    sealedUnit: key.seal(placeOf(reportId, 'sealed_unit', version), JSON.stringify(unit)),
    sealedFacts: key.seal(placeOf(reportId, 'sealed_facts', version), said),
    unitIndex: blindIndex('unit name', unitName) ?? null,
    creditCodeIndex: unitCreditCode === null ? null : (blindIndex('credit code', unitCreditCode) ?? null),
    placeIndex: where === null ? null : (blindIndex('place', `${regionCode}${where}`) ?? null),
  }
}

/** What was sealed; where the key was destroyed, words that say so. */
export function openContent(key: ContentKey | undefined, report: StoredReport): ReportContent {
  if (key === undefined) return erased
  const { id, contentVersion: version } = report
  const unit = JSON.parse(key.open(placeOf(id, 'sealed_unit', version), report.sealedUnit)) as UnitText
  const said = JSON.parse(key.open(placeOf(id, 'sealed_facts', version), report.sealedFacts)) as SaidText
  const { circumstances, ...facts } = said
  return {
    unitAliases: [],
    ...unit,
    facts: { ...nothingSaid, ...facts, from: readMoment(facts.from), to: readMoment(facts.to) },
    circumstances: circumstances ? readCircumstances(circumstances) : nothingAsked,
  }
}

/** As it was sealed: moments are texts, and what the form did not ask yet is missing. */
type UnitText = Pick<ReportContent, 'unitName' | 'unitCreditCode'> &
  Partial<Pick<ReportContent, 'unitAliases'>>
type MomentsAsText<Said> = {
  [Name in keyof Said]: Said[Name] extends Date | null ? string | null : Said[Name]
}
type CircumstancesText = Omit<Circumstances, 'accident'> & { accident: MomentsAsText<Accident> | null }
type SaidText = Pick<Facts, 'what'> &
  Partial<MomentsAsText<Omit<Facts, 'what'>>> & { circumstances?: CircumstancesText }

function readCircumstances({ accident, ...rest }: CircumstancesText): Circumstances {
  return {
    ...rest,
    accident: accident && { ...accident, occurredAt: readMoment(accident.occurredAt) },
  }
}

function readMoment(text: string | null | undefined): Date | null {
  return text ? new Date(text) : null
}

const nothingSaid = { when: null, from: null, to: null, where: null, who: null, ongoing: null }

/** Of a report from before the form asked. */
export const nothingAsked: Circumstances = {
  address: null,
  coordinate: null,
  accident: null,
  elsewhere: null,
  sameMatterBefore: null,
  employerIsReportedUnit: null,
}

const gone = '（内容已依法清除。Erased.）'
const erased: ReportContent = {
  unitName: gone,
  unitAliases: [],
  unitCreditCode: null,
  facts: { what: gone, ...nothingSaid },
  circumstances: nothingAsked,
}

function placeOf(reportId: string, field: string, version: number): Place {
  return { table: 'report', rowId: reportId, field, version }
}
