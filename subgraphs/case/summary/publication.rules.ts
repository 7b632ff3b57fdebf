import { ReporterKind } from '../../shared/dictionary/matter.js'

/** With fewer cases of its kind than this, a place says which case it was. */
export const fewestAlike = 5

/** A place that may be told, and how many closed cases of the kind and year lie in it. */
export type Cell = { regionCode: string; alike: number }

/**
 * The finest place that may be told: the city, where there are enough cases like it; else its province. Country,
 * province and city are the steps that end in 00; a county has one factory of a kind too often. 济源 419001 stands
 * directly under its province, as the districts of 北京 do.
 *
 * @param cells from the city outwards, see `tellablePlaces`
 */
export function chooseCell(cells: readonly Cell[]): Cell {
  const chosen = cells.find(({ alike }) => alike >= fewestAlike) ?? cells.at(-1)
  if (chosen === undefined) throw new Error('a case has a place')
  return chosen
}

/** City and province of a case, the finer first; the country only where the case has no other place. */
export function tellablePlaces(regionPath: readonly string[]): string[] {
  const coarse = regionPath.filter((code) => /^\d{4}00$/.test(code)).toReversed()
  const places = coarse.filter((code) => code !== '000000')
  return places.length > 0 ? places : coarse
}

export type ReportInCase = {
  reportId: string
  /** Null of reports from before it was told. */
  reporterKind: string | null
  /** What its reporter said last about publication; null where nothing was said. */
  consent: boolean | null
  withdrawn: boolean
}

/** Who reports from outside and says so; colleagues soon know who of them did. */
const fromOutside: string = ReporterKind.PUBLIC

/**
 * Reports whose reporters would have to agree first (PIPL 25, requirement F05), and have not: those an officer holds to
 * be recognisable, everybody whose case the place singles out, and who reports from inside the unit. Somebody who has
 * taken a consent back is asked by nobody's judgement.
 */
export function missingConsents(
  reports: readonly ReportInCase[],
  { recognisable }: { recognisable: boolean },
): string[] {
  return reports
    .filter((report) => {
      const { consent, withdrawn } = report
      if (consent === false) return true
      return needsConsent(report, recognisable) && (withdrawn || consent === null)
    })
    .map(({ reportId }) => reportId)
}

export function needsConsent(
  { reporterKind }: Pick<ReportInCase, 'reporterKind'>,
  recognisable: boolean,
): boolean {
  return recognisable || reporterKind !== fromOutside
}
