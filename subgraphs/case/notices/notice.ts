/** Why somebody is told. No more than this leaves the platform: no content, no unit, no place, no kind of term. */
export const occasions = {
  NEAR: { zh: '有一件案件的期限临近', en: 'A deadline of a case is near' },
  OVER: { zh: '有一件案件的期限已过', en: 'A deadline of a case has passed' },
} as const

export type Occasion = keyof typeof occasions

/** @property id the same however often it is sent, so that a second copy is known as one */
export type Notice = { id: string; occasion: Occasion; caseId: string }

/** The port through which officers are told. */
export type SendNotice = (address: string, notice: Notice) => Promise<void>
