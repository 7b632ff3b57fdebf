import { toHex } from '../sealing/bytes.js'
import type { Identity, IdentityPart } from '../sealing/identity.js'
import { approve } from './approval.js'
import { openOwnKeys, readPaper, readSubject, writeNew, type Desk } from './desk.js'
import { openIdentity, openWithRecoveryKeys } from './open-identity.js'
import { approvalPaper, requestPaper, suites, toBase64, writeJson } from './papers.js'
import { resealShare } from './reseal.js'
import { parseRequest, writeRequest } from './reveal-request.js'
import { openSubject } from './reveal-subject.js'
import { UsageError } from './terminal.js'

const hourMs = 3_600_000

export async function request(desk: Desk): Promise<void> {
  const subject = await readSubject(desk)
  openSubject(subject)
  const hours = Number(desk.optional('hours') ?? '24')
  if (!(hours > 0 && hours <= 168)) throw new UsageError('有效时间应为 1 至 168 小时')
  const reason = await desk.terminal.ask('请写明揭示身份的理由：')
  if (reason.trim() === '') throw new UsageError('必须写明理由')
  const keys = await openOwnKeys(desk)
  const written = writeRequest({ ...subject, keys, reason, random: desk.random, validMs: hours * hourMs })
  await writeNew(
    desk.option('out'),
    writeJson({
      request: toBase64(written.request),
      reason: { text: reason, salt: toHex(written.reason.salt) },
    }),
  )
  desk.terminal.say(`申请已存入 ${desk.option('out')}，请交审批员。`)
}

export async function approveRequest(desk: Desk): Promise<void> {
  const subject = await readSubject(desk)
  const paper = await readPaper(desk.option('request'), requestPaper)
  const { request: asked } = parseRequest(paper.request, suites)
  const { custodianBundle } = openSubject(subject).recipients
  const requester = custodianBundle.holders.find(({ keyId }) => toHex(keyId) === toHex(asked.requesterKeyId))
  desk.terminal.say(`举报编号：${asked.row.row}（${asked.row.table}，${asked.row.field}）`)
  desk.terminal.say(`申请人：${custodianBundle.authorityId} ${requester?.holderId ?? '不在清单中'}`)
  desk.terminal.say(`理由：${printable(paper.reason.text)}`)
  desk.terminal.say(`有效至：${asked.expiresAt.toISOString()}`)
  if ((await desk.terminal.ask('同意请输入“同意”：')).trim() !== '同意')
    throw new UsageError('未同意，没有写出批准书')
  const keys = await openOwnKeys(desk)
  const approval = toBase64(approve({ ...subject, ...paper, keys, random: desk.random }))
  await writeNew(desk.option('out'), writeJson({ approval }))
  desk.terminal.say(`批准书已存入 ${desk.option('out')}，请交申请人。`)
}

export async function open(desk: Desk): Promise<void> {
  const subject = await readSubject(desk)
  const paper = await readPaper(desk.option('request'), requestPaper)
  const { approval } = await readPaper(desk.option('approval'), approvalPaper)
  const keys = await openOwnKeys(desk)
  show(desk, openIdentity({ ...subject, keys, request: paper.request, approval }))
}

export async function reseal(desk: Desk): Promise<void> {
  const subject = await readSubject(desk)
  const share = desk.option('share')
  if (share !== '1' && share !== '2') throw new UsageError('份额只能是 1 或 2')
  const keys = await openOwnKeys(desk)
  const sealed = resealShare({ ...subject, keys, share: share === '1' ? 1 : 2, random: desk.random })
  await writeNew(desk.option('out'), writeJson({ envelope: toBase64(sealed) }))
  desk.terminal.say(`新信封已存入 ${desk.option('out')}；身份内容没有被打开。`)
}

export async function recover(desk: Desk): Promise<void> {
  const subject = await readSubject(desk)
  const firstKeys = await openOwnKeys(desk, 'first')
  const secondKeys = await openOwnKeys(desk, 'second')
  show(desk, openWithRecoveryKeys({ ...subject, suite: subject.policy.suite, firstKeys, secondKeys }))
}

const partNames: Record<IdentityPart, string> = {
  name: '姓名',
  phone: '电话',
  email: '邮箱',
  address: '地址',
  wechat: '微信',
  documentNumber: '证件号码',
}

/** On the screen only: the program writes no identity to any file. */
function show(desk: Desk, identity: Identity): void {
  for (const [part, value] of Object.entries(identity))
    desk.terminal.say(`${partNames[part as IdentityPart]}：${printable(value)}`)
}

/** A reporter types what they like; a terminal must not obey it. */
function printable(value: string): string {
  return value.replaceAll(/[\p{Cc}\p{Cf}]/gu, '\ufffd')
}
