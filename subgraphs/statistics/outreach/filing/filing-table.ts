import type { Permission } from '../../../../platform/viewer/roles.js'

/** Where a summary or a work report stands. */
export enum FilingState {
  DRAFT = 'DRAFT',
  TO_CHECK = 'TO_CHECK',
  CHECKED = 'CHECKED',
  SUBMITTED = 'SUBMITTED',
  RETURNED = 'RETURNED',
  SEALED = 'SEALED',
}

/** What is done to one; each is kept with who did it. */
export enum FilingStep {
  SAVED = 'SAVED',
  CHECK_ASKED = 'CHECK_ASKED',
  SENT_BACK = 'SENT_BACK',
  CHECKED = 'CHECKED',
  SUBMITTED = 'SUBMITTED',
  RETURNED = 'RETURNED',
  SEALED = 'SEALED',
  CORRECTED = 'CORRECTED',
}

export type StepRule = {
  from: readonly FilingState[]
  /** `SAME` leaves it where it is. */
  to: FilingState | 'SAME'
  /** Staff of the authority itself, or of the one it reports to. */
  by: 'OWN' | 'ABOVE'
  permission: Permission
  /** Somebody who wrote nothing in it. */
  anotherPerson?: true
  reasoned?: true
}

const { DRAFT, TO_CHECK, CHECKED, SUBMITTED, RETURNED, SEALED } = FilingState

/** The life of a filing: the one table of who may do what where (E06, decision 0022). */
export const filingSteps: Readonly<Record<FilingStep, StepRule>> = {
  SAVED: { from: [DRAFT, RETURNED], to: 'SAME', by: 'OWN', permission: 'FILL_OUTREACH' },
  CHECK_ASKED: { from: [DRAFT, RETURNED], to: TO_CHECK, by: 'OWN', permission: 'FILL_OUTREACH' },
  SENT_BACK: {
    from: [TO_CHECK, CHECKED],
    to: DRAFT,
    by: 'OWN',
    permission: 'CHECK_OUTREACH',
    reasoned: true,
  },
  CHECKED: { from: [TO_CHECK], to: CHECKED, by: 'OWN', permission: 'CHECK_OUTREACH', anotherPerson: true },
  SUBMITTED: { from: [CHECKED], to: SUBMITTED, by: 'OWN', permission: 'CHECK_OUTREACH' },
  RETURNED: { from: [SUBMITTED], to: RETURNED, by: 'ABOVE', permission: 'CHECK_OUTREACH', reasoned: true },
  SEALED: { from: [SUBMITTED], to: SEALED, by: 'OWN', permission: 'SEAL_OUTREACH' },
  // A new edition begins as a draft; the sealed one stays.
  CORRECTED: { from: [SEALED], to: 'SAME', by: 'OWN', permission: 'FILL_OUTREACH' },
}

/** What counts in the sum above it. */
export const countingStates: readonly FilingState[] = [SUBMITTED, SEALED]

/** What nobody has checked yet is no paper for a seal. */
export const uncheckedStates: readonly FilingState[] = [DRAFT, RETURNED, TO_CHECK]

/** While these last, prefilled figures and the sum below follow the records; afterwards they stand. */
export const writableStates: readonly FilingState[] = [DRAFT, RETURNED]
