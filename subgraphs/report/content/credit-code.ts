import { normaliseCreditCode } from './blind-index.js'

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** Whether a text is a 统一社会信用代码 with its right check character: GB 32100-2015. */
export function isCreditCode(text: string): boolean {
  const values = Array.from(normaliseCreditCode(text), (character) => alphabet.indexOf(character))
  if (values.length !== 18 || values.includes(-1)) return false
  const sum = values.slice(0, 17).reduce((total, value, place) => total + value * (3 ** place % 31), 0)
  return values[17] === (31 - (sum % 31)) % 31
}
