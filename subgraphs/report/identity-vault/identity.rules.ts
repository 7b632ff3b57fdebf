import type { Message } from '../../../platform/errors.js'
import { ReporterMode } from '../../shared/dictionary/matter.js'
import { isText } from '../../shared/is-text.js'
import type { IdentityInput, JointReporterInput } from './identity.input.js'

/** The part of a submission that says who reports. */
export type GivenIdentities = {
  mode: ReporterMode
  draftId?: string | null
  identity?: IdentityInput | null
  identityEnvelope?: string | null
  jointReporters?: JointReporterInput[] | null
}

type Problem = { inputPath: string; message: Message }
type Given = Pick<JointReporterInput, 'identity' | 'identityEnvelope'>

const jointAtMost = 20

/** Every rule about identities that a submission breaks: requirement C04–C06, section 3.9. */
export function checkIdentities(input: GivenIdentities): Problem[] {
  const joint = input.jointReporters ?? []
  if (input.mode === ReporterMode.ANONYMOUS) return checkAnonymous(input, joint)
  return [
    ...checkGiven(input, '', input),
    ...joint.flatMap((given, at) => checkGiven(given, `jointReporters[${String(at)}].`, input)),
    ...(joint.length <= jointAtMost
      ? []
      : [
          problem(
            'jointReporters',
            `联名举报人不能超过 ${String(jointAtMost)} 人。`,
            `At most ${String(jointAtMost)} people sign together.`,
          ),
        ]),
  ]
}

function checkAnonymous({ identity, identityEnvelope }: Given, joint: readonly Given[]): Problem[] {
  const named = [
    ...(identity ? ['identity'] : []),
    ...(identityEnvelope ? ['identityEnvelope'] : []),
    ...(joint.length > 0 ? ['jointReporters'] : []),
  ]
  return named.map((field) =>
    problem(field, '匿名举报请不要填写姓名和电话。', 'An anonymous report carries no name and no telephone.'),
  )
}

/** Either sealed or readable, never both: which of two names counts would be a guess. */
function checkGiven(given: Given, at: string, { draftId }: GivenIdentities): Problem[] {
  const { identity, identityEnvelope } = given
  if (identity && identityEnvelope) {
    const message = ['封套和身份只能填一项。', 'Give an envelope or an identity, not both.'] as const
    return [problem(`${at}identityEnvelope`, ...message)]
  }
  if (identity) return checkIdentity(identity, `${at}identity`)
  if (!identityEnvelope) {
    const message = [
      '实名举报请填写姓名和联系电话。',
      'A real-name report needs a name and a telephone.',
    ] as const
    return [problem(`${at}identity`, ...message)]
  }
  if (draftId) return []
  const message = ['请先开始草稿，再封存身份。', 'An envelope belongs to a draft: begin one first.'] as const
  return [problem('draftId', ...message)]
}

function checkIdentity({ name, phone, email, address }: IdentityInput, at: string): Problem[] {
  const checks: [string, boolean, string, string][] = [
    ['name', isText(name, 2, 50), '请填写真实姓名。', 'Give your name.'],
    [
      'phone',
      /^(\+?86)?1[3-9]\d{9}$|^0\d{2,3}-?\d{7,8}$/.test(phone.replace(/\s/g, '')),
      '请填写有效的手机或固定电话号码。',
      'Give a valid telephone number.',
    ],
    [
      'email',
      !email || (isText(email, 3, 200) && /^[^\s@]+@[^\s@]+$/.test(email.trim())),
      '电子邮箱格式不正确。',
      'This is no e-mail address.',
    ],
    [
      'address',
      !address || isText(address, 2, 200),
      '通信地址应为 2 到 200 字。',
      'An address has 2 to 200 characters.',
    ],
  ]
  return checks.flatMap(([field, holds, zh, en]) => (holds ? [] : [problem(`${at}.${field}`, zh, en)]))
}

function problem(field: string, zh: string, en: string): Problem {
  return { inputPath: `input.${field}`, message: { zh, en } }
}
