import type { CaseDesk, Scene } from '../loop/take-step.js'
import type { CaseTexts, TextPlace } from './case-texts.js'
import { requireText } from './required-text.js'

/** Who writes in a case, and what seals the words. */
export type WritingDesk = CaseDesk & { texts: CaseTexts }

/**
 * A text of a step as it is stored, sealed under the key of the case.
 *
 * @throws AndonError BAD_USER_INPUT
 */
export async function sealWords(
  { texts }: WritingDesk,
  { em, stored }: Pick<Scene, 'em' | 'stored'>,
  { place, text, inputPath }: { place: TextPlace; text: string; inputPath: string },
): Promise<Buffer> {
  return texts.seal(em, stored.id, place, requireText(text, inputPath))
}
