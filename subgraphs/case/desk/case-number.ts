import { AndonError } from '../../../platform/errors.js'

/** Crockford's letters: none that is read for another. The database draws numbers from the same. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** As people write it: `K7QM-2XWDR`. */
export function showCaseNumber(number: string): string {
  return `${number.slice(0, 4)}-${number.slice(4)}`
}

/**
 * A number as somebody typed it, as it is stored.
 *
 * @throws AndonError BAD_USER_INPUT where a letter is wrong: then it is the number of no case
 */
export function readCaseNumber(typed: string, inputPath: string): string {
  const number = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  const values = Array.from(number, (letter) => letters.indexOf(letter))
  const sum = values.slice(0, 8).reduce((total, value, at) => total + value * (2 * at + 1), 0)
  if (values.length === 9 && !values.includes(-1) && sum % 32 === values[8]) return number
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: '案件编号有误，请核对后重新输入。', en: 'This is not the number of a case: check its letters.' },
    { inputPath },
  )
}
