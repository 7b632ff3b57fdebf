import { Arg, Ctx, Directive, Field, ID, InputType, Int, Mutation, Query, Resolver } from 'type-graphql'
import type { Connection } from '../../shared/connection/connection.js'
import type { ReportContext } from '../context.js'
import { ReportConnection } from '../citizen/citizen.type.js'
import type { Report } from '../intake/report.type.js'
import { searchReports } from './search.service.js'
import { ReportMatch, SuperiorMatchConnection, type SuperiorMatch } from './search.type.js'
import { matchesForSuperior, reportMatches } from './superior.service.js'

@InputType({ description: '检索的地点。A place to search for.' })
export class SearchedPlace {
  @Field(() => ID, { description: '地区代码。Code of the region.' })
  regionCode!: string

  @Field(() => String, {
    description: '地址或具体位置，须与举报所填一致。The address, as a report gives it.',
  })
  address!: string
}

const firstArgument = { defaultValue: 20, description: '条数，1 到 100。How many, 1 to 100.' }
const afterArgument = { nullable: true, description: '上一页末条的游标。Cursor of the last item.' }

@Resolver()
export class SearchResolver {
  /** A mutation: it is counted and recorded, and equal queries under way would be asked once for two people. */
  @Mutation(() => ReportConnection, {
    description:
      '按单位、信用代码或地点检索管辖范围内的举报（任一项相同即命中）；每次检索均记入审计并限次。Searches reports within reach by unit, credit code or place, any of which may match; recorded and limited.',
  })
  searchReports(
    @Arg('unitName', () => String, { nullable: true, description: '单位名称。Name of the unit.' })
    unitName: string | null | undefined,
    @Arg('creditCode', () => String, {
      nullable: true,
      description: '统一社会信用代码。Unified social credit code.',
    })
    creditCode: string | null | undefined,
    @Arg('place', () => SearchedPlace, { nullable: true, description: '地点。The place.' })
    place: SearchedPlace | null | undefined,
    @Arg('first', () => Int, firstArgument) first: number,
    @Arg('after', () => String, afterArgument) after: string | null,
    @Ctx() context: ReportContext,
  ): Promise<Connection<Report>> {
    // What is left out comes as undefined.
    const terms = { unitName: unitName ?? null, creditCode: creditCode ?? null, place: place ?? null }
    return searchReports(context, terms, { first, after })
  }

  @Query(() => SuperiorMatchConnection, {
    description:
      '下级检索命中、但不在其管辖范围内的举报，由新到旧；仅限共同上级机关的工作人员。Reports that officers below searched for without reaching them, newest first; for officers of the common superior.',
  })
  matchesForSuperior(
    @Arg('first', () => Int, firstArgument) first: number,
    @Arg('after', () => String, afterArgument) after: string | null,
    @Ctx() context: ReportContext,
  ): Promise<Connection<SuperiorMatch>> {
    return matchesForSuperior(context, { first, after })
  }

  @Directive('@inaccessible')
  @Query(() => [ReportMatch], {
    description:
      '可能重复的举报，仅供案件子图。Reports that may be about the same, for the case subgraph only.',
  })
  reportMatches(
    @Arg('reportId', () => ID, { description: '举报编号。Id of the report.' }) reportId: string,
    @Ctx() { em, viewer }: ReportContext,
  ): Promise<ReportMatch[]> {
    return reportMatches(em, viewer, reportId)
  }
}
