import { Ctx, Query, Resolver } from 'type-graphql'
import type { Language } from '../../../platform/language.js'
import type { RegionContext } from '../context.js'
import type { DictionaryEntry } from './dictionary.js'
import { dictionaryEditions } from './editions.js'
import { Industry } from './industry.type.js'

@Resolver()
export class IndustryResolver {
  @Query(() => [Industry], {
    description:
      '行业领域：15 个受理、10 个转告其他部门，及其他。Industries: 15 in scope, 10 of other departments, and the rest.',
  })
  industries(@Ctx() { language }: RegionContext): Industry[] {
    return entries.map((entry) => toIndustry(entry, language))
  }
}

/** Null for a code there is not. */
export function findIndustry(code: string, language: Language): Industry | null {
  const entry = entries.find((candidate) => candidate.code === code)
  return entry === undefined ? null : toIndustry(entry, language)
}

const entries = dictionaryEditions.findLast(({ name }) => name === 'INDUSTRY')?.items ?? []

function toIndustry(entry: DictionaryEntry, language: Language): Industry {
  const { code, label, labelEn, inScope, department, legalBasis } = entry
  const name = language === 'zh' ? label : labelEn
  return { code, name, inScope, department: department?.[language] ?? null, legalBasis }
}
