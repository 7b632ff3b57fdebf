import { progressLabels } from '../../../shared/dictionary/progress.js'
import { caseStateLabels } from '../case-state.js'
import type { Move } from '../moves.js'
import { closingTable, type Requirement } from './closing.js'
import { deadlineKinds, type DeadlineKind } from './deadline-kinds.js'
import { machines, stateLabel, type Label, type Machine } from './machines.js'
import { ruleOf, verbs, type Verb } from './state-table.js'
import type { CaseStateName, Standing, StepRule } from './step-rule.js'

/** The state table as a page for people: docs/case-states.md, which a test compares with this. */
export function describeStateTable(): string {
  return [intro, ...[caseSection(), ...machineSections(), closingSection()]].join('\n\n') + '\n'
}

const intro = `# 案件状态表 · The state table

<!-- Generated from subgraphs/case/loop/table by \`npm run generate\`. -->

What stands here can be done; everything else is a \`CONFLICT\` that names what can. The name of a step is the name of
its mutation; 系统 is the platform itself. Standing: within 管辖范围内, whoever's reach covers the case; handling 办理机关,
the authority that handles it or helps; leading 主办机关, not who helps; above 上级机关; line 主办机关或上级; reviewer 上一级机关,
the next level, or the authority itself where there is none above; reexaminer 复查机关, the reviewer, but the authority
itself where only the ministry is above. Not the same person: whoever took the steps named may not take this one.`

const standings: Readonly<Record<Standing, string>> = {
  WITHIN: 'within 管辖范围内',
  HANDLING: 'handling 办理机关',
  LEADING: 'leading 主办机关',
  ABOVE: 'above 上级机关',
  LINE: 'line 主办机关或上级',
  REVIEWER: 'reviewer 上一级机关',
  REEXAMINER: 'reexaminer 复查机关',
}

const heads =
  '| step 步骤 | from 从 | to 到 | who 谁 | needs 需要 | reporter sees 举报人看到 | terms 期限 | event 事件 |'
const rule = '| --- | --- | --- | --- | --- | --- | --- | --- |'

function caseSection(): string {
  return section('案件 · The case', verbsOf('CASE'))
}

function machineSections(): string[] {
  return (Object.keys(machines) as Machine[]).map((machine) => {
    const { label, per } = machines[machine]
    const of = per === 'CASE' ? '每案 for a case' : '每件举报 for each report'
    return section(`${both(label)}（${of}）`, verbsOf(machine))
  })
}

function section(title: string, names: Verb[]): string {
  return [`## ${title}`, '', heads, rule, ...names.flatMap(rowsOf)].join('\n')
}

function verbsOf(machine: Machine | 'CASE'): Verb[] {
  return verbs.filter((verb) => ruleOf(verb).machine === machine)
}

function rowsOf(verb: Verb): string[] {
  const step = ruleOf(verb)
  const moves: readonly Move[] = step.moves
  return moves.map((move) =>
    cells([
      `\`${verb}\` ${step.label.zh}${move.decision === undefined ? '' : ` (${move.decision})`}`,
      from(step, move),
      to(step, move),
      who(step),
      step.needs.map(({ zh }) => zh).join('；'),
      move.progress === null ? '–' : progressLabels[move.progress].zh,
      terms(move),
      move.event === null ? '–' : `\`${move.event}\``,
    ]),
  )
}

function from({ machine }: StepRule, { from: states, whileCase }: Move): string {
  if (machine === 'CASE') return states.map(ofCase).join('、')
  const own = states.map((state) => (state === 'NONE' ? '无' : stateLabel(machine, state).zh)).join('、')
  return `${own}（案件 ${(whileCase ?? []).map(ofCase).join('、')}）`
}

function to({ machine }: StepRule, { to: state, caseTo, begins = [] }: Move): string {
  const own = machine === 'CASE' ? (state === 'SAME' ? '不变' : ofCase(state)) : stateLabel(machine, state).zh
  const also = caseTo === undefined ? '' : `（案件 ${ofCase(caseTo)}）`
  const begun = begins.map(
    (one) => `＋${machines[one.machine].label.zh} ${stateLabel(one.machine, one.state).zh}`,
  )
  return [`${own}${also}`, ...begun].join(' ')
}

function who({ actor }: StepRule): string {
  if (actor.by !== 'STAFF') return actor.by === 'REPORTER' ? '举报人' : '系统'
  const another = (actor.anotherThan ?? []).map((verb) => `\`${verb}\``).join(' ')
  return `\`${actor.permission}\` · ${standings[actor.standing]}${another === '' ? '' : ` · not 非 ${another}`}`
}

function terms({ opens = [], meets = [], cancels = [] }: Move): string {
  const named = (sign: string, kinds: readonly DeadlineKind[]) =>
    kinds.map((kind) => `${sign}${deadlineKinds[kind].label.zh}`)
  return [...named('起算 ', opens), ...named('完成 ', meets), ...named('终止 ', cancels)].join('；') || '–'
}

function closingSection(): string {
  const rows = Object.entries(closingTable).map(([outcome, requirements]) =>
    cells([`\`${outcome}\``, requirements.map(requirementOf).join('；') || '–']),
  )
  const all =
    '所有结果：没有未办结的事项，异议期已满。For every outcome: nothing is left open, no reporter may still object.'
  const table = ['| outcome 结果 | requires 归档前须完成 |', '| --- | --- |', ...rows]
  return ['## 归档 · Closing', '', all, '', ...table].join('\n')
}

function requirementOf(requirement: Requirement): string {
  if (requirement === 'THE_OTHER_CASE_CLOSED') return '并入的案件已归档 the other case is closed'
  const { machine, states, for: whom } = requirement
  const done = states.map((state) => stateLabel(machine, state).zh).join(' / ')
  return `${both(machines[machine].label)}：${done}${whom === 'EVERY_REPORT' ? '（每件举报 each report）' : ''}`
}

function ofCase(state: string): string {
  return caseStateLabels[state as CaseStateName].zh
}

function both({ zh, en }: Label): string {
  return `${zh} · ${en}`
}

function cells(texts: string[]): string {
  return `| ${texts.map((text) => (text === '' ? '–' : text)).join(' | ')} |`
}
