export const dictionaryNames = [
  'INDUSTRY',
  'MATTER_TYPE',
  'ACCIDENT_LEVEL',
  'REFUSAL_GROUND',
  'CHANNEL',
  'MEDIUM',
  'MATERIAL',
  'PLACE',
  'ACTIVITY',
] as const

export type DictionaryName = (typeof dictionaryNames)[number]

export type DictionaryEntry = {
  code: string
  label: string
  labelEn: string
  /** Where the entry is laid down; null where it is the platform's own. */
  legalBasis: string | null
  /** Whether the platform handles what the entry names, or points elsewhere. */
  inScope: boolean
  /** Code of the entry it is a kind of. */
  parent: string | null
  /** For an industry of others: the kind of department that answers for it. */
  department: { zh: string; en: string } | null
}

/** One edition of a dictionary: entries are never changed under a version, a changed list is a new version. */
export type DictionaryEdition = {
  name: DictionaryName
  version: number
  /** First day, such as 2026-01-01. */
  validFrom: string
  items: readonly DictionaryEntry[]
}
