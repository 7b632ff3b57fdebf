import { Arg, Ctx, Query, Resolver } from 'type-graphql'
import { dayInChina, startOfDay } from '../../shared/day.js'
import type { RegionContext } from '../context.js'
import type { StoredDictionary } from './dictionary.entity.js'
import type { DictionaryName } from './dictionary.js'
import { dictionariesOn } from './dictionary.service.js'
import { Dictionary, dictionaryName } from './dictionary.type.js'

@Resolver()
export class DictionaryResolver {
  @Query(() => [Dictionary], { description: '全部字典的现行版本。Every dictionary as it is in force.' })
  async dictionaries(@Ctx() { em }: RegionContext): Promise<Dictionary[]> {
    return (await dictionariesOn(em, dayInChina())).map(toDictionaryType)
  }

  @Query(() => Dictionary, {
    nullable: true,
    description:
      '某日有效的字典版本；当时尚无则为空。A dictionary as on a day; null before its first version.',
  })
  async dictionary(
    @Arg('name', () => dictionaryName, { description: '字典。Which one.' }) name: DictionaryName,
    @Arg('asOf', () => Date, { nullable: true, description: '日期，默认今天。A day; today by default.' })
    asOf: Date | null | undefined,
    @Ctx() { em }: RegionContext,
  ): Promise<Dictionary | null> {
    const [found] = await dictionariesOn(em, dayInChina(asOf ?? undefined), name)
    return found === undefined ? null : toDictionaryType(found)
  }
}

function toDictionaryType({ name, version, validFrom, items }: StoredDictionary): Dictionary {
  return { name, version, validFrom: startOfDay(validFrom), items }
}
