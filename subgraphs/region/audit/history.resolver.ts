import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql'
import type { Connection } from '../../shared/connection/connection.js'
import type { RegionContext } from '../context.js'
import { AuthorityChangeConnection, type AuthorityChange } from './change-record.type.js'
import { pageOfHistory } from './history.service.js'

@Resolver()
export class HistoryResolver {
  @Query(() => AuthorityChangeConnection, {
    description: '机关的变更记录，新的在前。What became of an authority, newest first.',
  })
  authorityHistory(
    @Arg('authorityId', () => ID, { description: '机关编号。Id of the authority.' }) authorityId: string,
    @Arg('first', () => Int, { defaultValue: 20, description: '条数，1 到 100。How many, 1 to 100.' })
    first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: '上一页末条的游标。Cursor of the page before.',
    })
    after: string | null,
    @Ctx() context: RegionContext,
  ): Promise<Connection<AuthorityChange>> {
    return pageOfHistory(context, { authorityId, first, after })
  }
}
