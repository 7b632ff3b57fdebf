import { AndonError } from '../../../platform/errors.js'
import { caseStateLabels } from './case-state.js'
import type { CaseStateName } from './table/step-rule.js'
import { ruleOf, type Verb } from './table/state-table.js'

export function noSuchCase(): AndonError {
  return new AndonError(
    'NOT_FOUND',
    { zh: '没有这个案件，或不在您的管辖范围内。', en: 'There is no such case within your reach.' },
    { inputPath: 'caseId' },
  )
}

/** The step is not in the table from here. What may be done instead is named, as mutations and in words. */
export function notFromHere(verb: Verb, state: CaseStateName, allowed: readonly Verb[]): AndonError {
  const [step, now] = [ruleOf(verb).label, caseStateLabels[state]]
  const zh = allowed.map((name) => ruleOf(name).label.zh).join('、')
  const en = allowed.map((name) => ruleOf(name).label.en).join(', ')
  return new AndonError(
    'CONFLICT',
    {
      zh: `案件${now.zh}，现在不能${step.zh}。${zh === '' ? '请刷新后查看。' : `可以：${zh}。`}`,
      en: `The case is ${now.en}: you cannot ${step.en} now. ${en === '' ? 'Reload it.' : `Possible: ${en}.`}`,
    },
    { inputPath: 'caseId', details: { allowed } },
  )
}

/** Somebody took a step since the officer looked. */
export function somebodyWasFaster(last: Verb | undefined, allowed: readonly Verb[]): AndonError {
  const step = last === undefined ? undefined : ruleOf(last).label
  return new AndonError(
    'CONFLICT',
    {
      zh: `您打开后案件又有办理${step === undefined ? '' : `（${step.zh}）`}，请刷新后再办。`,
      en: `Somebody worked on the case since you opened it${step === undefined ? '' : ` (${step.en})`}: reload it.`,
    },
    { inputPath: 'expectedVersion', details: { allowed } },
  )
}

export function notYours(): AndonError {
  return new AndonError('FORBIDDEN', {
    zh: '这一步应由办理机关、上级机关或接受督办的单位按规定办理，您不在其中。',
    en: 'This step belongs to the authority that handles the case, or to one above it.',
  })
}

export function takesAnother(): AndonError {
  return new AndonError('FORBIDDEN', {
    zh: '这一步应由另一人办理。',
    en: 'This step takes another person.',
  })
}

export function namedNone(): AndonError {
  return new AndonError(
    'BAD_USER_INPUT',
    { zh: '有多项可办，请指明是哪一项。', en: 'There are several: say which one.' },
    { inputPath: 'id' },
  )
}
