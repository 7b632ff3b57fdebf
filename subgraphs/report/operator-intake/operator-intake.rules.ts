import { Channel, ownChannels } from '../../shared/dictionary/matter.js'
import { isUuid } from '../../shared/uuid.js'
import { isText } from '../../shared/is-text.js'
import type { SubmitReportInput } from '../intake/submission.input.js'
import type { Problem } from '../intake/problem.js'
import { ConsentManner, type OperatorIntakeInput } from './operator-intake.type.js'

const leewayMs = 5 * 60_000
/** A letter may have been long on its way; beyond this a date is a slip of the pen. */
const longestWayMs = 10 * 366 * 86_400_000
const spoken: readonly Channel[] = [Channel.HOTLINE_12350, Channel.HOTLINE_12345, Channel.VISIT]

/** What is wrong with how a report was recorded; the form itself is checked like any other. */
export function checkOperatorIntake(
  input: SubmitReportInput,
  { entryId, receivedAt, consentManner, reference }: OperatorIntakeInput,
  nowMs: number,
): Problem[] {
  const { channel, consent, draftId, proofOfWork } = input
  const given = consent !== null && consent !== undefined
  const ageMs = nowMs - receivedAt.getTime()
  const isSpoken = spoken.includes(channel)
  const fits = isSpoken ? consentManner === ConsentManner.READ_OUT : consentManner !== ConsentManner.READ_OUT
  const broken: [boolean, Problem][] = [
    [ownChannels.includes(channel), problems.channel],
    [Boolean(draftId ?? proofOfWork), problems.draft],
    [!isUuid(entryId), problems.entryId],
    [!(ageMs > -leewayMs && ageMs < longestWayMs), problems.receivedAt],
    [channel !== Channel.TRANSFER && !fits, problems.consentManner],
    [consentManner === ConsentManner.NOT_GIVEN && given, problems.consentThatWasNotGiven],
    [consentManner !== ConsentManner.NOT_GIVEN && !given, problems.consent],
    [typeof reference === 'string' && !isText(reference, 1, 100), problems.reference],
  ]
  return broken.flatMap(([isBroken, problem]) => (isBroken ? [problem] : []))
}

const problems = {
  channel: {
    inputPath: 'input.channel',
    message: {
      zh: '代录只用于电话、来信、来访、传真、邮件和转办。',
      en: 'An operator records calls, letters, visits, faxes, e-mails and transfers.',
    },
  },
  draft: {
    inputPath: 'input.draftId',
    message: {
      zh: '代录不使用草稿和工作量证明。',
      en: 'An operator uses neither a draft nor a proof of work.',
    },
  },
  entryId: {
    inputPath: 'intake.entryId',
    message: { zh: '录入编号应为 UUID。', en: 'The entry id is a UUID.' },
  },
  receivedAt: {
    inputPath: 'intake.receivedAt',
    message: { zh: '收到时间有误。', en: 'This cannot be when it was received.' },
  },
  consentManner: {
    inputPath: 'intake.consentManner',
    message: {
      zh: '来电、来访须宣读并取得同意；来信、邮件、传真不能宣读。',
      en: 'To callers and visitors it is read out; to a letter, an e-mail or a fax it cannot be.',
    },
  },
  consent: {
    inputPath: 'input.consent',
    message: {
      zh: '请填写举报人同意的举报须知和隐私说明版本。',
      en: 'Say which versions of notice and privacy explanation the reporter agreed to.',
    },
  },
  consentThatWasNotGiven: {
    inputPath: 'input.consent',
    message: {
      zh: '未附同意书时不要填写同意内容。',
      en: 'Where no consent came with it, none is filled in.',
    },
  },
  reference: {
    inputPath: 'intake.reference',
    message: { zh: '编号应为 1 到 100 字。', en: 'A reference has 1 to 100 characters.' },
  },
} as const satisfies Record<string, Problem>
