import { AndonError } from '../../../platform/errors.js'

/**
 * A code as WeChat gives it to the programme.
 *
 * @throws AndonError BAD_USER_INPUT where it cannot be one; then WeChat is not asked
 */
export function requireLoginCode(code: string, inputPath: string): string {
  if (/^[\w.-]{8,256}$/.test(code)) return code
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: '微信凭证格式不正确，请重新操作。', en: 'This is no code of WeChat: get a new one.' },
    { inputPath },
  )
}
