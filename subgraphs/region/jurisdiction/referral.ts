import type { Message } from '../../../platform/errors.js'
import { dictionaryEditions } from '../dictionary/editions.js'

const industries = dictionaryEditions.findLast(({ name }) => name === 'INDUSTRY')?.items ?? []
const departments = new Map(
  industries.flatMap(({ code, department }) => (department === null ? [] : [[code, department] as const])),
)
const labels = new Map(industries.map(({ code, label, labelEn }) => [code, { zh: label, en: labelEn }]))

/** The kind of department that answers for an industry of others; undefined for our own (requirement C19). */
export function referralDepartmentOf(industryCode: string | null): Message | undefined {
  return industryCode === null ? undefined : departments.get(industryCode)
}

export function industryLabelOf(industryCode: string): Message {
  return labels.get(industryCode) ?? { zh: industryCode, en: industryCode }
}
