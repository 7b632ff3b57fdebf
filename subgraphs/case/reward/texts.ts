import { AndonError } from '../../../platform/errors.js'

/**
 * A text somebody wrote, or null where none is needed.
 *
 * @throws AndonError BAD_USER_INPUT where one is needed, or it is too long
 */
export function readText(
  given: string | null | undefined,
  inputPath: string,
  isNeeded = true,
  atMost = 500,
): string | null {
  const text = given?.trim() ?? ''
  if (text === '' && !isNeeded) return null
  if (text.length >= 2 && text.length <= atMost && text.isWellFormed()) return text
  throw new AndonError(
    'BAD_USER_INPUT',
    {
      zh: `请填写 2 到 ${String(atMost)} 字。`,
      en: `Write 2 to ${String(atMost)} characters.`,
    },
    { inputPath },
  )
}
