import { MatterType } from '../../shared/dictionary/matter.js'
import type { AccidentInput } from './circumstances.input.js'
import { problem, type Problem } from './problem.js'
import type { SubmitReportInput } from './submission.input.js'
import { checkText } from './text-fields.js'

/** More than any accident there was. */
export const mostPeople = 10_000

/** What is in another time zone's tomorrow is still today. */
const leewayMs = 86_400_000

/** Level and reward of a concealed accident turn on what is told here: domain rules 2.1, 2.5. */
export function checkAccident(input: SubmitReportInput, now: Date): Problem[] {
  const { matterTypes, subKinds, accident } = input
  const isAsked = matterTypes.includes(MatterType.CONCEALED_OR_FALSE_ACCIDENT)
  if (!isAsked) return refuseUnasked(input)
  const problems: Problem[] = []
  if (subKinds.length === 0 || new Set(subKinds).size !== subKinds.length) {
    problems.push(
      problem(
        'subKinds',
        '请选择是瞒报还是谎报，不要重复。',
        'Choose whether it was concealed, falsely reported, or both, each once.',
      ),
    )
  }
  if (accident === null || accident === undefined || isBare(accident)) {
    problems.push(
      problem(
        'accident',
        '举报瞒报谎报事故，请至少写明事故的时间、地点、伤亡、瞒报方式或线索中的一项。',
        'Of a concealed accident, tell at least one of: when, where, how many, how it was concealed, clues.',
      ),
    )
    return problems
  }
  return [...problems, ...checkDetails(accident, now)]
}

function refuseUnasked({ subKinds, accident }: SubmitReportInput): Problem[] {
  const zh = '仅在举报瞒报谎报事故时填写。'
  const en = 'Only for an accident that was concealed or falsely reported.'
  return [
    ...(subKinds.length > 0 ? [problem('subKinds', zh, en)] : []),
    ...(accident === null || accident === undefined ? [] : [problem('accident', zh, en)]),
  ]
}

function isBare(accident: AccidentInput): boolean {
  return Object.values(accident).every((value) => value === null || value === undefined || value === '')
}

function checkDetails(accident: AccidentInput, now: Date): Problem[] {
  return [
    ...checkMoment('accident.occurredAt', accident.occurredAt, now),
    ...checkText('accident.place', accident.place),
    ...checkPeople('accident.deaths', accident.deaths),
    ...checkPeople('accident.injuries', accident.injuries),
    ...checkText('accident.howConcealed', accident.howConcealed),
    ...checkText('accident.clues', accident.clues),
  ]
}

export function checkMoment(path: string, moment: Date | null | undefined, now: Date): Problem[] {
  if (moment === null || moment === undefined || moment.getTime() <= now.getTime() + leewayMs) return []
  return [problem(path, '时间不能晚于今天。', 'It cannot be later than today.')]
}

function checkPeople(path: string, people: number | null | undefined): Problem[] {
  if (people === null || people === undefined || (people >= 0 && people <= mostPeople)) return []
  return [
    problem(
      path,
      `人数应为 0 到 ${String(mostPeople)}，不清楚可不填。`,
      `0 to ${String(mostPeople)}; leave it out if unsure.`,
    ),
  ]
}
