import { AndonError, type Message } from '../../../platform/errors.js'
import { isReadable } from '../../shared/is-text.js'

/** A form filled to the brim takes less than half of it. */
export const mostDraftBytes = 32_768
const mostLevels = 6

/** What may be kept half-filled: SubmitReportInput without who reports, what was agreed to, and the step of a guide. */
const kept: ReadonlySet<string> = new Set([
  ...['step', 'formVersion', 'channel', 'mode', 'reporterKind', 'employerIsReportedUnit'],
  ...['regionCode', 'address', 'coordinate', 'industryCode', 'matterTypes', 'subKinds', 'accident'],
  ...['againstAuthorityId', 'unitName', 'unitAliases', 'unitCreditCode', 'facts', 'elsewhere'],
  ...['sameMatterBefore', 'feedbackPreference', 'sourcePlacement'],
])

/** Who reports: the server could open a draft, and an identity it must not be able to open. */
const neverKept: ReadonlySet<string> = new Set([
  ...['identity', 'identityEnvelope', 'jointReporters', 'noticeAddress', 'name', 'phone', 'email'],
])

/**
 * Makes sure that a half-filled form can be kept: an object as JSON, of bounded size and depth, readable, and
 * without a word on who reports. Whether it could be submitted is not asked.
 *
 * @throws AndonError BAD_USER_INPUT, and why
 */
export function requireSavedForm(content: string): void {
  if (Buffer.byteLength(content) > mostDraftBytes) throw refused(tooLong)
  const form = readObject(content)
  let level: unknown[] = [form]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > mostLevels) throw refused(tooDeep)
    level = level.flatMap(partsOf)
  }
  if (Object.keys(form).some((name) => !kept.has(name))) throw refused(unknownField)
}

function readObject(content: string): object {
  try {
    const form: unknown = JSON.parse(content)
    if (typeof form === 'object' && form !== null && !Array.isArray(form)) return form
  } catch {
    // Told like any other thing that is no form.
  }
  throw refused(noForm)
}

function partsOf(value: unknown): unknown[] {
  if (typeof value === 'string' && !isReadable(value)) throw refused(unreadable)
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value as unknown[]
  if (Object.keys(value).some((name) => neverKept.has(name))) throw refused(identityNeverKept)
  return Object.values(value)
}

function refused(message: Message): AndonError {
  return new AndonError('BAD_USER_INPUT', message, { inputPath: 'content' })
}

const tooLong = {
  zh: `草稿内容过长，最多 ${String(mostDraftBytes / 1024)} KB。`,
  en: `A draft has at most ${String(mostDraftBytes / 1024)} KB.`,
}
const tooDeep = { zh: '草稿内容嵌套过深。', en: 'A draft is not nested that deep.' }
const noForm = { zh: '草稿内容应为 JSON 对象。', en: 'A draft is an object as JSON.' }
const unknownField = {
  zh: '草稿中有不能保存的项目；同意和声明请在提交时给予。',
  en: 'There is a field that is not kept; consents and declarations are given with the submission.',
}
const unreadable = {
  zh: '草稿中含有不能使用的字符（控制字符、不完整的字符或改变文字方向的字符）。',
  en: 'There are characters that cannot be read: control characters, halves, or changes of direction.',
}
const identityNeverKept = {
  zh: '姓名、电话等身份信息不会保存在草稿中：草稿由服务器加密、也能由服务器打开，而身份只能封存给保管人。请在提交时再填写。',
  en: 'Names and telephones are never kept in a draft: the server seals a draft and can open it, an identity only custodians can. Give them with the submission.',
}
