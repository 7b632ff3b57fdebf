import type { Scene } from '../loop/take-step.js'
import { requireText } from '../texts/required-text.js'
import type { WritingDesk } from '../texts/seal-words.js'

/** Where the words of a verification stand. */
export const wordsOf = {
  task: { table: 'verification_task', field: 'sealed_content' },
  taskFindings: { table: 'verification_task', field: 'sealed_findings' },
  visitPlace: { table: 'site_visit', field: 'sealed_place' },
  visitFindings: { table: 'site_visit', field: 'sealed_findings' },
  decisionNumber: { table: 'penalty', field: 'sealed_decision_number' },
  unit: { table: 'penalty', field: 'sealed_unit' },
  hazard: { table: 'hazard_finding', field: 'sealed_reason' },
  conclusion: { table: 'verification_conclusion', field: 'sealed_findings' },
} as const

const bounds: Readonly<Record<keyof typeof wordsOf, { min: number; max: number }>> = {
  task: { min: 5, max: 2_000 },
  taskFindings: { min: 5, max: 8_000 },
  visitPlace: { min: 2, max: 200 },
  visitFindings: { min: 2, max: 8_000 },
  decisionNumber: { min: 2, max: 100 },
  unit: { min: 2, max: 200 },
  hazard: { min: 5, max: 2_000 },
  conclusion: { min: 5, max: 8_000 },
}

/** @throws AndonError BAD_USER_INPUT */
export function sealFinding(
  { texts }: WritingDesk,
  { em, stored }: Scene,
  words: { of: keyof typeof wordsOf; rowId: string; text: string; inputPath: string },
): Promise<Buffer> {
  const { of, rowId, text, inputPath } = words
  return texts.seal(em, stored.id, { ...wordsOf[of], rowId }, requireText(text, inputPath, bounds[of]))
}
