import type { ImageSize, PosterOrder } from '../compose'

/** What the press is asked for. */
export type Work =
  | { kind: 'pdf'; order: PosterOrder; bleed: boolean }
  | { kind: 'image'; order: PosterOrder; size: ImageSize }
  /** Only whether it could be printed. */
  | { kind: 'trial'; order: PosterOrder }
  | { kind: 'instructions'; texts: InstructionText[] }

export type InstructionText = {
  title: string
  preface: string | null
  clauses: { number: string; title: string | null; text: string }[]
}

export type Asked = { id: number; work: Work }
export type Answered = { id: number; bytes?: Uint8Array; refused?: string; failed?: string }
