import { Arg, Ctx, Query, Resolver } from 'type-graphql'
import { dayInChina, requireDay } from '../../shared/day.js'
import type { RegionContext } from '../context.js'
import type { DictionaryName } from './dictionary.js'
import { dictionariesOn } from './dictionary.service.js'
import { Dictionary, dictionaryName } from './dictionary.type.js'

@Resolver()
export class DictionaryResolver {
  @Query(() => [Dictionary], { description: '全部字典的现行版本。Every dictionary as it is in force.' })
  dictionaries(@Ctx() { em }: RegionContext): Promise<Dictionary[]> {
    return dictionariesOn(em, dayInChina())
  }

  @Query(() => Dictionary, {
    nullable: true,
    description:
      '某日有效的字典版本；当时尚无则为空。A dictionary as on a day; null before its first version.',
  })
  async dictionary(
    @Arg('name', () => dictionaryName, { description: '字典。Which one.' }) name: DictionaryName,
    @Arg('asOf', () => String, {
      nullable: true,
      description: '日期，如 2026-03-01；默认今天。A day such as 2026-03-01; today by default.',
    })
    asOf: string | null | undefined,
    @Ctx() { em }: RegionContext,
  ): Promise<Dictionary | null> {
    const day = asOf == null ? dayInChina() : requireDay(asOf, 'asOf')
    const [found] = await dictionariesOn(em, day, name)
    return found ?? null
  }
}
