/** Where a reveal stands. Each step has one person and one moment; none is taken twice. */
export const revealStates = ['REQUESTED', 'APPROVED', 'REFUSED', 'RELEASED', 'EXPIRED'] as const
export type RevealStateName = (typeof revealStates)[number]

const next: Readonly<Record<RevealStateName, readonly RevealStateName[]>> = {
  REQUESTED: ['APPROVED', 'REFUSED', 'EXPIRED'],
  APPROVED: ['RELEASED', 'EXPIRED'],
  REFUSED: [],
  RELEASED: [],
  EXPIRED: [],
}

/** A request lives as long as its paper says; the job that writes it down may be late. */
export function stateAt(
  { state, expiresAt }: { state: RevealStateName; expiresAt: Date },
  now: Date,
): RevealStateName {
  return next[state].includes('EXPIRED') && expiresAt <= now ? 'EXPIRED' : state
}

export function mayBecome(
  reveal: { state: RevealStateName; expiresAt: Date },
  to: RevealStateName,
  now: Date,
): boolean {
  return next[stateAt(reveal, now)].includes(to)
}
