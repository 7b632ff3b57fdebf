import { defineEntity, p, PrimaryKeyProp } from '@mikro-orm/postgresql'
import type { DictionaryEntry, DictionaryName } from './dictionary.js'

const StoredDictionarySchema = defineEntity({
  name: 'StoredDictionary',
  tableName: 'dictionary_version',
  properties: {
    name: p.string().length(32).$type<DictionaryName>().primary(),
    version: p.integer().primary(),
    validFrom: p.date(),
    items: p.json<DictionaryEntry[]>(),
  },
})

/** One edition of a dictionary. */
export class StoredDictionary extends StoredDictionarySchema.class {
  declare [PrimaryKeyProp]?: ['name', 'version']
}
StoredDictionarySchema.setClass(StoredDictionary)
