import { prefixOf } from '../../shared/reach/reach.service.js'
import { isUuid } from '../../shared/uuid.js'
import type { CaseFilter } from './case-filter.input.js'
import { readCaseNumber } from './case-number.js'
import { arrayOf, sql, type Sql } from './sql.js'

/** Cases of a region and everything below it, by the prefix that has an index of its own. */
export function inRegion(regionCode: string): Sql[] {
  const prefix = prefixOf(regionCode)
  if (prefix === '') return []
  return [
    prefix.length > 6
      ? sql('c.region_code = ?', prefix)
      : sql(`c.prefix_${String(prefix.length)} = ?`, prefix),
  ]
}

/** @throws AndonError BAD_USER_INPUT for the number of no case */
export function conditionsOf(filter: CaseFilter, asked: { subject: string; now: Date }): Sql[] {
  return [
    ...ofChoices(filter),
    ...ofMoments(filter, asked.now),
    ...ofSwitches(filter, asked.subject),
    ...ofReports(filter),
  ]
}

function ofChoices(filter: CaseFilter): Sql[] {
  const { number, authorityId, matterTypes, text } = filter
  return [
    ...given(number, (typed) => sql('c.number = ?', readCaseNumber(typed, 'filter.number'))),
    ...given(authorityId, (id) => (isUuid(id) ? sql('c.authority_id = ?::uuid', id) : sql('false'))),
    ...among('c.state', filter.states),
    ...among('c.outcome', filter.outcomes),
    ...among('c.conclusion', filter.conclusions),
    ...among('c.assignment_mode', filter.assignmentModes),
    ...among(
      'c.industry_code',
      filter.industryCodes?.filter((code) => /^\w{1,32}$/.test(code)),
    ),
    ...given(matterTypes, (types) => sql('c.matter_types && ?::text[]', arrayOf(types))),
    ...given(text?.trim() || null, (words) =>
      sql('c.handling_office ILIKE ? OR c.handling_officer ILIKE ?', containing(words), containing(words)),
    ),
  ]
}

function ofMoments(filter: CaseFilter, now: Date): Sql[] {
  return [
    ...given(filter.openedFrom, (at) => sql('c.opened_at >= ?', at)),
    ...given(filter.openedBefore, (at) => sql('c.opened_at < ?', at)),
    ...given(filter.acceptedFrom, (at) => sql('c.accepted_at >= ?', at)),
    ...given(filter.acceptedBefore, (at) => sql('c.accepted_at < ?', at)),
    ...given(filter.dueBefore, (at) => sql('c.next_due_at < ?', at)),
    ...given(filter.overdue, (is) => sql(`c.next_due_at ${is ? '<' : '>='} ?`, now)),
  ]
}

function ofSwitches({ supervised, extended, mine }: CaseFilter, subject: string): Sql[] {
  return [
    ...given(supervised, (is) => sql(is ? 'c.supervised' : 'NOT c.supervised')),
    ...given(extended, (is) => sql('c.extended = ?', is)),
    ...(mine === true ? [sql('c.handling_officer = ?', subject)] : []),
  ]
}

/** All that is asked of reports is asked of the same one. */
function ofReports({ mode, reporterKind, channel }: CaseFilter): Sql[] {
  const asked = { mode, reporter_kind: reporterKind, channel }
  const named = Object.entries(asked).filter(([, value]) => value != null)
  if (named.length === 0) return []
  const conditions = named.map(([column]) => ` AND r.${column} = ?`).join('')
  const values = named.map(([, value]) => value)
  return [sql(`EXISTS (SELECT FROM "case".case_report r WHERE r.case_id = c.id${conditions})`, ...values)]
}

function given<Value>(value: Value | null | undefined, condition: (value: Value) => Sql): Sql[] {
  return value == null ? [] : [condition(value)]
}

function among(column: string, values: readonly string[] | null | undefined): Sql[] {
  return given(values, (all) => sql(`${column} = ANY(?::text[])`, arrayOf(all)))
}

function containing(words: string): string {
  return `%${words.slice(0, 100).replace(/[\\%_]/g, '\\$&')}%`
}
