import { AndonError } from '../../../platform/errors.js'
import { isText } from '../../shared/is-text.js'

/** Something a form still wants; both sentences without what was written. */
export type Shortcoming = { inputPath: string; zh: string; en: string }

export function refused(inputPath: string, zh: string, en: string): AndonError {
  return new AndonError('BAD_USER_INPUT', { zh, en }, { inputPath })
}

/** The trimmed text. @throws AndonError BAD_USER_INPUT naming the field, in Chinese by its name on the form */
export function requireText(
  text: string,
  { path, name, min = 1, max }: { path: string; name: string; min?: number; max: number },
): string {
  if (isText(text, min, max)) return text.trim()
  throw refused(
    path,
    `${name}应为 ${String(min)} 到 ${String(max)} 字，且不含不可见字符。`,
    `${path}: ${String(min)} to ${String(max)} readable characters.`,
  )
}

/** The same, where it may be left empty. */
export function readText(
  text: string | null,
  rules: { path: string; name: string; max: number },
): string | null {
  return text === null || text.trim() === '' ? null : requireText(text, rules)
}
