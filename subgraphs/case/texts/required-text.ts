import { AndonError } from '../../../platform/errors.js'
import { isText } from '../../shared/is-text.js'

/**
 * A text as it is stored, of 2 to 2000 characters unless told otherwise.
 *
 * @param inputPath where it stands in the input
 * @throws AndonError BAD_USER_INPUT
 */
export function requireText(text: string, inputPath: string, { min = 2, max = 2_000 } = {}): string {
  if (isText(text, min, max)) return text.trim()
  throw new AndonError(
    'BAD_USER_INPUT',
    {
      zh: `请填写 ${String(min)} 到 ${String(max)} 字，不能含控制字符。`,
      en: `Write ${String(min)} to ${String(max)} characters, no control characters.`,
    },
    { inputPath },
  )
}
