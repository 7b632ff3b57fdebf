import type { Message } from '../../../platform/errors.js'
import type { AuthorityKind } from '../../shared/dictionary/authority.js'
import type { DivisionTree } from '../division/division-tree.js'
import type { Contact, ContactKind, StoredAuthority } from './authority.entity.js'
import type { AuthorityLevel } from './emergency-departments.js'

/** What is registered of an authority, by hand or from a file. */
export type AuthorityDraft = {
  kind: AuthorityKind
  name: string
  level: AuthorityLevel
  regionCode: string | null
  parentAuthorityId: string | null
  objectionAuthorityId: string | null
  contacts: Contact[]
  toConfirm: boolean
}

export type DraftField = keyof AuthorityDraft | 'id'
export type DraftProblem = { field: DraftField; message: Message }

/** The authorities there are and would be, by id: what a draft is checked against. */
export type AuthorityPlan = ReadonlyMap<
  string,
  Pick<StoredAuthority, keyof AuthorityDraft> & { closedOn?: string | null }
>

export function draftOf(stored: Pick<StoredAuthority, keyof AuthorityDraft>): AuthorityDraft {
  const { kind, name, level, regionCode, parentAuthorityId, objectionAuthorityId, contacts, toConfirm } =
    stored
  return {
    kind,
    name,
    level,
    regionCode: regionCode ?? null,
    parentAuthorityId: parentAuthorityId ?? null,
    objectionAuthorityId: objectionAuthorityId ?? null,
    contacts: contacts.map(({ kind: contactKind, value }) => ({ kind: contactKind, value })),
    toConfirm,
  }
}

/** What is wrong with a draft by itself: name, place, level, contacts. */
export function checkDraft(draft: AuthorityDraft, tree: DivisionTree): DraftProblem[] {
  return [...checkName(draft), ...checkPlace(draft, tree), ...draft.contacts.flatMap(checkContact)]
}

function checkName({ name }: AuthorityDraft): DraftProblem[] {
  const length = Array.from(name.trim()).length
  const isFit = length >= 2 && length <= 100 && name.isWellFormed() && !/\p{Cc}/u.test(name)
  return isFit ? [] : [problem('name', '名称应为 2 到 100 字', 'a name has 2 to 100 characters')]
}

function checkPlace(
  { kind, level, regionCode, parentAuthorityId }: AuthorityDraft,
  tree: DivisionTree,
): DraftProblem[] {
  const problems: DraftProblem[] = []
  if (regionCode === null && kind !== 'XPCC')
    problems.push(problem('regionCode', '应填写所在区划代码', 'the division it sits in is missing'))
  if (regionCode !== null && tree.get(regionCode) === undefined)
    problems.push(problem('regionCode', '没有这个区划代码', 'no region has this code'))
  if ((level === 'NATIONAL') !== (regionCode === '000000'))
    problems.push(
      problem('level', '国家级机关的区划代码应为 000000', 'the national level and 000000 go together'),
    )
  if (kind === 'EMERGENCY_MANAGEMENT' && level !== 'NATIONAL' && parentAuthorityId === null)
    problems.push(problem('parentAuthorityId', '应填写上级监督机关', 'the authority above it is missing'))
  return problems
}

const contactForms: Readonly<Record<ContactKind, RegExp>> = {
  HOTLINE: /^\d{5,12}$/,
  OFFICE_PHONE: /^[\d+()\- ]{5,25}$/,
  FAX: /^[\d+()\- ]{5,25}$/,
  EMAIL: /^[^\s@]{1,64}@[^\s@]{3,190}$/,
  ADDRESS: /^\P{Cc}{2,200}$/u,
  WEBSITE: /^https?:\/\/[^\s]{3,190}$/,
}

function checkContact({ kind, value }: Contact): DraftProblem[] {
  return contactForms[kind].test(value)
    ? []
    : [problem('contacts', '联系方式格式不正确', 'a contact is not of its form')]
}

/** What is wrong between a draft and the others: a name or a department that stands twice, a parent there is not. */
export function checkAmong(
  id: string,
  draft: AuthorityDraft,
  plan: AuthorityPlan,
  taken: TakenPlaces,
): DraftProblem[] {
  const problems: DraftProblem[] = []
  if ((taken.names.get(draft.name) ?? id) !== id)
    problems.push(problem('name', '名称与另一机关重复', 'another authority has this name'))
  const seat = draft.kind === 'EMERGENCY_MANAGEMENT' ? draft.regionCode : null
  if (seat !== null && (taken.departments.get(seat) ?? id) !== id)
    problems.push(problem('regionCode', '该区划已有应急管理部门', 'the division has a department already'))
  for (const field of ['parentAuthorityId', 'objectionAuthorityId'] as const) {
    const other = draft[field]
    if (other === null) continue
    const named = plan.get(other)
    if (named === undefined) problems.push(problem(field, '没有这个机关', 'there is no such authority'))
    else if (named.closedOn != null) problems.push(problem(field, '该机关已停用', 'that authority is closed'))
  }
  return problems
}

export type TakenPlaces = { names: Map<string, string>; departments: Map<string, string> }

/** Who has which name and which division; of two in the plan the first one keeps it. */
export function takenPlaces(plan: AuthorityPlan): TakenPlaces {
  const taken: TakenPlaces = { names: new Map(), departments: new Map() }
  for (const [id, { name, kind, regionCode, closedOn }] of plan) {
    if (closedOn != null) continue
    if (!taken.names.has(name)) taken.names.set(name, id)
    const isDepartment = kind === 'EMERGENCY_MANAGEMENT' && regionCode != null
    if (isDepartment && !taken.departments.has(regionCode)) taken.departments.set(regionCode, id)
  }
  return taken
}

/**
 * The circle that leads back to an authority by the authorities above it, with the authority at both ends; undefined
 * where there is none.
 */
export function circleFrom(
  id: string,
  plan: AuthorityPlan,
  field: 'parentAuthorityId' | 'objectionAuthorityId',
): string[] | undefined {
  const chain = [id]
  const seen = new Set([id])
  for (let at = plan.get(id)?.[field]; at != null; at = plan.get(at)?.[field]) {
    chain.push(at)
    if (at === id) return chain
    // A circle further up is told by its own members.
    if (seen.has(at)) return undefined
    seen.add(at)
  }
  return undefined
}

export function checkCircles(id: string, plan: AuthorityPlan): DraftProblem[] {
  return (['parentAuthorityId', 'objectionAuthorityId'] as const).flatMap((field) => {
    const circle = circleFrom(id, plan, field)
    if (circle === undefined) return []
    const names = circle.map((member) => plan.get(member)?.name ?? member).join(' → ')
    return [problem(field, `上级关系成环：${names}`, `the authorities above it come back to it: ${names}`)]
  })
}

function problem(field: DraftField, zh: string, en: string): DraftProblem {
  return { field, message: { zh, en } }
}
