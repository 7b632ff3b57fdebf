import { AndonError } from '../../../platform/errors.js'

/** GB/T 2260 for a county and above, with three digits of GB/T 10114 more for a town. */
export const regionCodePattern = /^\d{6}(?:\d{3})?$/

/**
 * @param inputPath the argument to blame
 * @throws AndonError BAD_USER_INPUT where the text cannot be a code; a code nobody has is no error
 */
export function requireRegionCode(text: string, inputPath: string): string {
  if (regionCodePattern.test(text)) return text
  throw new AndonError(
    'BAD_USER_INPUT',
    {
      zh: '区划代码应为六位（县级以上）或九位（乡镇、街道）数字。',
      en: 'A region code has six digits (county and above) or nine (town).',
    },
    { inputPath },
  )
}
