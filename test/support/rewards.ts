import { randomUUID } from 'node:crypto'
import type { Viewer } from '../../platform/viewer/viewer.js'
import type { CaseSubgraph } from './case-subgraph.js'
import { appendEvents, type SomeEvent } from './events.js'
import { placeCases, type Placed } from './placed-cases.js'
import { soon } from './soon.js'
import { staffOf } from './staff.js'

export const officer = staffOf('410102', 'CASE_OFFICER')
export const cashier = staffOf('410102', 'FINANCE_OFFICER')
export const leader = staffOf('410102', 'LEADER')
export const reporterOf = ({ reportId }: Placed): Viewer => ({ kind: 'REPORTER', reportId })

/** All that staff see of the reward of a case, but for its texts. */
export const wholeReward = `query($id: ID!) { case(id: $id) { reward { state reportId amountFen figures { name value }
      steps { inWords amountFen ruleId } rules { id legalReference confirmed } standings { reportId eligible reasons { code } }
      assessedBy approvedBy claimedAt voucherNumber paidBy noticeReference waiverGround adoptedLaterRules identityProvided } } }`

/** 泌阳, May 2023: four concealed deaths were verified. */
export const fourDeaths = {
  basis: 'CONCEALED_ACCIDENT',
  verifiedDeaths: 4,
  accidentLevel: 'CONSIDERABLE',
}

/** A case that was found true, with its reward to be assessed. */
export async function concludedCase(
  { database }: CaseSubgraph,
  {
    conclusion = 'SUBSTANTIATED',
    acceptedAt = '2026-03-01T10:00:00+08:00',
    mode = 'REAL_NAME',
    kind = 'PUBLIC',
    level = 'CONSIDERABLE',
    concealedDeaths = 4,
    fines = ['100000000'],
  } = {},
): Promise<Placed> {
  const proceedings = [{ machine: 'REWARD', state: 'PENDING' }]
  const [placed] = await placeCases(database, [{ state: 'CONCLUDED', outcome: 'VERIFIED', proceedings }])
  if (placed === undefined) throw new Error('no case was placed')
  const of = [placed.caseId, conclusion, acceptedAt]
  await database.ask('UPDATE "case"."case" SET conclusion = $2, accepted_at = $3 WHERE id = $1', of)
  const how = [placed.caseId, mode, kind]
  await database.ask('UPDATE "case".case_report SET mode = $2, reporter_kind = $3 WHERE case_id = $1', how)
  await database.ask(
    `INSERT INTO "case".verification_conclusion (id, case_id, conclusion, sealed_findings, officers, accident_level,
       deaths, concealed_deaths, concluded_by, concluded_at)
     VALUES (gen_random_uuid(), $1, $2, '', '{}', $3, 9, $4, 'officer', now())`,
    [placed.caseId, conclusion, level, concealedDeaths],
  )
  for (const fen of fines)
    await database.ask(
      `INSERT INTO "case".penalty (id, case_id, kind, amount_fen, sealed_decision_number, decided_on, recorded_by,
         recorded_at) VALUES (gen_random_uuid(), $1, 'FINE', $2, '', '2026-03-05', 'officer', now())`,
      [placed.caseId, fen],
    )
  return placed
}

/** Another report of the same case, merged into it. */
export async function anotherReport(
  { database }: CaseSubgraph,
  { caseId }: Placed,
  mode = 'REAL_NAME',
): Promise<Placed> {
  const reportId = randomUUID()
  await database.ask(
    `INSERT INTO "case".case_report (report_id, case_id, opened_case_id, mode, reporter_kind, submitted_at)
     VALUES ($1, $2, $2, $3, 'PUBLIC', now())`,
    [reportId, caseId, mode],
  )
  return { caseId, reportId, proceedingIds: [] }
}

export type RewardStep = { ok: true } | { ok: false; code: string; message: string; path: unknown }

const steps = {
  assess: 'assessReward(caseId: $id, input: $input, expectedVersion: $version) { id }',
  approve: 'approveReward(caseId: $id, decision: APPROVED, expectedVersion: $version) { id }',
  sendBack: 'approveReward(caseId: $id, decision: RETURNED, reason: $text, expectedVersion: $version) { id }',
  notify: 'notifyReward(caseId: $id, expectedVersion: $version) { id }',
  announce:
    'announceReward(caseId: $id, noticeReference: "公告〔2026〕3号", reason: $text, expectedVersion: $version) { id }',
  claim: 'claimReward(authorisation: $text)',
  pay: 'payReward(caseId: $id, voucherNumber: "支-2026-0031", amountFen: $fen, expectedVersion: $version) { id }',
  waive: 'waiveReward(caseId: $id, ground: DECLARED, reason: $text, expectedVersion: $version) { id }',
  waiveLate: 'waiveReward(caseId: $id, ground: NOT_CLAIMED, reason: $text, expectedVersion: $version) { id }',
} as const

const declared = {
  $id: 'ID!',
  $input: 'AssessRewardInput!',
  $version: 'Int',
  $text: 'String',
  $fen: 'Fen!',
} as const

/** Takes a step of the reward as the graph offers it. */
export async function takeRewardStep(
  subgraph: CaseSubgraph,
  step: keyof typeof steps,
  viewer: Viewer,
  given: { id?: string; input?: object; version?: number; text?: string | null; fen?: string },
): Promise<RewardStep> {
  const used = Object.entries(declared).filter(([name]) => new RegExp(`\\${name}\\b`).test(steps[step]))
  const head = used.map(([name, type]) => `${name}: ${type}${needsText(step, name) ? '!' : ''}`).join(', ')
  const query = `mutation${head === '' ? '' : `(${head})`} { ${steps[step]} }`
  const { errors } = await subgraph.ask({ query, variables: given, viewer })
  const [error] = errors
  if (error === undefined) return { ok: true }
  return {
    ok: false,
    code: error.extensions.code,
    message: error.message,
    path: error.extensions['inputPath'],
  }
}

function needsText(step: keyof typeof steps, name: string): boolean {
  return name === '$text' && !['claim', 'sendBack'].includes(step)
}

/** The payee's identity reaches report, which tells so. */
export async function identityProvided({ database }: CaseSubgraph, { reportId }: Placed): Promise<void> {
  const providedAt = '2026-03-20T08:00:00.000Z'
  const told: SomeEvent = {
    id: randomUUID(),
    name: 'RewardIdentityProvided',
    payload: { reportId, providedAt },
  }
  await appendEvents(database, told)
  await soon(async () => {
    const rows = await database.ask('SELECT FROM "case".reward_identity WHERE report_id = $1', [reportId])
    if (rows.length === 0) throw new Error('not there yet')
  })
}
