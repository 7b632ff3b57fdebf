import { normaliseCreditCode } from '../content/blind-index.js'
import type { Accident, Circumstances, Coordinate, ReportContent } from '../content/report-content.js'
import type { Facts } from './report.entity.js'
import type { AccidentInput, CoordinateInput } from './circumstances.input.js'
import type { FactsInput, SubmitReportInput } from './submission.input.js'

/** Everything of a submission that tells about people or facts: what is sealed. */
export function contentOf(input: SubmitReportInput): ReportContent {
  const { unitName, unitAliases, unitCreditCode, facts } = input
  return {
    unitName: unitName.trim(),
    unitAliases: unitAliases.map((alias) => alias.trim()),
    unitCreditCode: unitCreditCode ? normaliseCreditCode(unitCreditCode) : null,
    facts: factsOf(facts),
    circumstances: circumstancesOf(input),
  }
}

function factsOf({ what, when, from, to, where, who, ongoing }: FactsInput): Facts {
  return {
    what: what.trim(),
    when: when ?? null,
    from: from ?? null,
    to: to ?? null,
    where: where ?? null,
    who: who ?? null,
    ongoing: ongoing ?? null,
  }
}

function circumstancesOf(input: SubmitReportInput): Circumstances {
  const { address, coordinate, accident, elsewhere, sameMatterBefore, employerIsReportedUnit } = input
  const caseNumber = sameMatterBefore?.caseNumber?.trim() ?? null
  return {
    address: address?.trim() ?? null,
    coordinate: coordinate ? coordinateOf(coordinate) : null,
    accident: accident ? accidentOf(accident) : null,
    elsewhere: elsewhere ? { kind: elsewhere.kind, number: elsewhere.number?.trim() ?? null } : null,
    sameMatterBefore: sameMatterBefore ? { reported: sameMatterBefore.reported, caseNumber } : null,
    employerIsReportedUnit: employerIsReportedUnit ?? null,
  }
}

function coordinateOf({ longitude, latitude, datum }: CoordinateInput): Coordinate {
  return { longitude, latitude, datum }
}

function accidentOf({ occurredAt, place, deaths, injuries, howConcealed, clues }: AccidentInput): Accident {
  return {
    occurredAt: occurredAt ?? null,
    place: place?.trim() ?? null,
    deaths: deaths ?? null,
    injuries: injuries ?? null,
    howConcealed: howConcealed?.trim() ?? null,
    clues: clues?.trim() ?? null,
  }
}
