import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import { isStaffWho } from '../../../../platform/viewer/viewer.js'
import { readPageRequest, toConnection, type Connection } from '../../../shared/connection/connection.js'
import { covers, regionOfViewer } from '../../../shared/reach/reach.service.js'
import type { StatisticsContext } from '../../context.js'
import { requireReach } from '../../counters/counts-reach.js'
import { Region } from '../../references/region.type.js'
import type { RegistryEntry } from '../../references/registry-entry.type.js'
import { refused } from '../problem.js'
import { coverageTrend, gapsIn } from './coverage.service.js'
import { CoverageKind, CoveragePoint, OutreachCoverage, RegistryEntryConnection } from './coverage.type.js'
import type { RegistryKind } from './denominator.js'

const mostMonths = 60

@Resolver(() => OutreachCoverage)
export class OutreachCoverageResolver {
  @Query(() => OutreachCoverage, {
    description:
      '一个地区（含下级）的宣传覆盖情况，供管辖范围内的工作人员。Coverage of a region and below, for staff within reach.',
  })
  async outreachCoverage(
    @Arg('regionCode', () => ID, { description: '地区代码。Code of the region.' }) regionCode: string,
    @Ctx() { em, viewer, outreach }: StatisticsContext,
  ): Promise<OutreachCoverage> {
    await requireReach(em, viewer, regionCode)
    return new OutreachCoverage(regionCode, await outreach.coverage.load(regionCode))
  }

  @FieldResolver(() => [CoveragePoint], {
    description:
      '最近若干个月月末的覆盖数，按现仍在位的点位推算。At the ends of the last months, by what is still in place.',
  })
  trend(
    @Root() { code }: OutreachCoverage,
    @Arg('months', () => Int, { defaultValue: 12, description: '月数，1 到 60。How many months.' })
    months: number,
    @Ctx() { em, clock }: StatisticsContext,
  ): Promise<CoveragePoint[]> {
    if (months < 1 || months > mostMonths)
      throw refused(
        'months',
        `月数应为 1 到 ${String(mostMonths)}。`,
        `months must be 1 to ${String(mostMonths)}.`,
      )
    return coverageTrend(em, { regionCode: code, months, now: clock() })
  }

  @FieldResolver(() => RegistryEntryConnection, {
    description: '名录中尚无举报二维码的单位和社区。Enterprises and communities without a code.',
  })
  async gaps(
    @Root() { code }: OutreachCoverage,
    @Arg('kind', () => CoverageKind, {
      nullable: true,
      description: '类别；不填为两类。Of one kind, or both.',
    })
    kind: RegistryKind | null | undefined,
    @Arg('first', () => Int, { defaultValue: 20, description: '条数，1 到 100。How many.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: '上一页末条游标。Cursor of the page before.' })
    after: string | null,
    @Ctx() { em }: StatisticsContext,
  ): Promise<Connection<RegistryEntry>> {
    const page = readPageRequest(first, after)
    return toConnection(await gapsIn(em, { regionCode: code, kind: kind ?? null }, page), page)
  }
}

@Resolver(() => Region)
export class CoverageOfRegionResolver {
  @FieldResolver(() => OutreachCoverage, {
    nullable: true,
    description: '宣传覆盖情况；管辖范围外为空。Coverage by publicity; null outside the viewer’s reach.',
  })
  async outreachCoverage(
    @Root() { code }: Region,
    @Ctx() { em, viewer, outreach }: StatisticsContext,
  ): Promise<OutreachCoverage | null> {
    if (!isStaffWho(viewer, 'READ_EXACT_COUNTS')) return null
    if (!covers(await outreach.ownRegion(() => regionOfViewer(em, viewer)), code)) return null
    return new OutreachCoverage(code, await outreach.coverage.load(code))
  }
}
