import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { ImportResult } from '../../shared/csv/import-result.type.js'
import { dayInChina } from '../../shared/day.js'
import type { RegionContext } from '../context.js'
import { findRegion } from '../division/region.service.js'
import { Region } from '../division/region.type.js'
import { importRegistry } from './registry-import.service.js'
import { searchEnterprises, stateCounts } from './registry.service.js'
import { RegionRegistry, RegistryEntry } from './registry.type.js'

@Resolver(() => RegistryEntry)
export class RegistryResolver {
  @Query(() => [RegistryEntry], {
    description:
      '按名称或统一社会信用代码查单位，供工作人员。Enterprises by name or credit code, for staff within reach.',
  })
  searchEnterprises(
    @Arg('text', () => String, { description: '2 到 50 字。2 to 50 characters.' }) text: string,
    @Arg('regionCode', () => ID, { description: '限于此地区及其下级。Only this region and below.' })
    regionCode: string,
    @Arg('first', () => Int, { defaultValue: 10, description: '条数，1 到 50。How many, 1 to 50.' })
    first: number,
    @Ctx() context: RegionContext,
  ): Promise<RegistryEntry[]> {
    return searchEnterprises(context, text, regionCode, first)
  }

  @Mutation(() => ImportResult, {
    description:
      '导入单位和社区名录：全部生效或全部不生效。Imports enterprises and communities: all or nothing.',
  })
  importRegistry(
    @Arg('csv', () => String, { description: '文件内容的 Base64，同 importAuthorities。The file in Base64.' })
    csv: string,
    @Arg('dryRun', () => Boolean, { defaultValue: true, description: '只检查不生效。Only checks.' })
    dryRun: boolean,
    @Ctx() context: RegionContext,
  ): Promise<ImportResult> {
    return importRegistry(context, csv, dryRun)
  }

  @Mutation(() => Region, {
    nullable: true,
    description:
      '填写公布的数量，代表该地区及其下级；空则取消。States published figures for a region and all below; null takes them back.',
  })
  async stateRegistryCounts(
    @Arg('regionCode', () => ID, { description: '区划代码。Code of the region.' }) regionCode: string,
    @Arg('asOf', () => Date, { description: '数据日期。Day of the figures.' }) asOf: Date,
    @Arg('enterprises', () => Int, { nullable: true, description: '生产经营单位（个）。Enterprises.' })
    enterprises: number | null,
    @Arg('communities', () => Int, { nullable: true, description: '社区（个）。Communities.' })
    communities: number | null,
    @Ctx() context: RegionContext,
  ): Promise<Region | null> {
    await stateCounts(context, regionCode, { enterprises, communities, asOf: dayInChina(asOf) })
    return findRegion(context.divisions(), regionCode)
  }

  @FieldResolver(() => Region, { nullable: true, description: '所在地区。Where it is.' })
  region(@Root() { stored }: RegistryEntry, @Ctx() { divisions }: RegionContext): Region | null {
    return findRegion(divisions(), stored.regionCode)
  }
}

@Resolver(() => Region)
export class RegistryOfRegionResolver {
  @FieldResolver(() => RegionRegistry, {
    description: '本地区及下级的单位与社区数量。Enterprises and communities here and below.',
  })
  registry(@Root() { division }: Region, @Ctx() { registry }: RegionContext): Promise<RegionRegistry> {
    return registry.load(division)
  }
}
