import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import type { Connection } from '../../shared/connection/connection.js'
import { CsvPart } from '../../shared/csv/import-result.type.js'
import type { AuthorityKind } from '../../shared/dictionary/authority.js'
import type { RegionContext } from '../context.js'
import { Region } from '../division/region.type.js'
import { exportAuthorities } from './authority-export.service.js'
import {
  findAuthority,
  objectionAuthorityOf,
  pageOfAuthorities,
  parentOfAuthority,
  regionOfAuthority,
} from './authority.service.js'
import { Authority, AuthorityConnection, authorityKind, DutyShift } from './authority.type.js'
import { dutyRosterOf } from './duty-roster.service.js'

@Resolver(() => Authority)
export class AuthorityResolver {
  @Query(() => Authority, {
    nullable: true,
    description: '按编号查机关，已停用的也可查到。An authority by its id, closed ones too.',
  })
  authority(
    @Arg('id', () => ID, { description: '机关编号。Its id.' }) id: string,
    @Ctx() context: RegionContext,
  ): Promise<Authority | null> {
    return findAuthority(context, id)
  }

  @Query(() => AuthorityConnection, { description: '现有机关，按地区排列。Authorities in force, by place.' })
  authorities(
    @Arg('regionCode', () => ID, {
      nullable: true,
      description: '限于此地区及其下级。Only this region and below.',
    })
    regionCode: string | null,
    @Arg('kind', () => authorityKind, { nullable: true, description: '限于此类别。Only this kind.' })
    kind: AuthorityKind | null,
    @Arg('text', () => String, { nullable: true, description: '名称包含的文字。A part of the name.' })
    text: string | null,
    @Arg('first', () => Int, { defaultValue: 20, description: '条数，1 到 100。How many, 1 to 100.' })
    first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: '上一页末条的游标。Cursor of the page before.',
    })
    after: string | null,
    @Ctx() context: RegionContext,
  ): Promise<Connection<Authority>> {
    return pageOfAuthorities(context, { regionCode, kind, text, first, after })
  }

  @Query(() => CsvPart, {
    description:
      '导出机关为 CSV，格式与导入相同，分段取回。Authorities as CSV, in the format of the import, part by part.',
  })
  exportAuthorities(
    @Arg('regionCode', () => ID, {
      nullable: true,
      description: '限于此地区及其下级。Only this region and below.',
    })
    regionCode: string | null,
    @Arg('kind', () => authorityKind, { nullable: true, description: '限于此类别。Only this kind.' })
    kind: AuthorityKind | null,
    @Arg('after', () => String, {
      nullable: true,
      description: '上一段给出的游标。Cursor the last part gave.',
    })
    after: string | null,
    @Ctx() context: RegionContext,
  ): Promise<CsvPart> {
    return exportAuthorities(context, { regionCode, kind, after })
  }

  @FieldResolver(() => Region, {
    nullable: true,
    description:
      '所在区划；区划已撤销时及兵团为空。Where it sits; null where the division is no more, and for 兵团.',
  })
  region(@Root() authority: Authority, @Ctx() context: RegionContext): Region | null {
    return regionOfAuthority(context, authority)
  }

  @FieldResolver(() => Authority, {
    nullable: true,
    description: '上级监督机关。The authority above, for supervision; the ministry has none.',
  })
  parent(@Root() authority: Authority, @Ctx() context: RegionContext): Promise<Authority | null> {
    return parentOfAuthority(context, authority)
  }

  @FieldResolver(() => Authority, {
    nullable: true,
    description: '受理异议的机关。Who re-examines its conclusions.',
  })
  objectionAuthority(@Root() authority: Authority, @Ctx() context: RegionContext): Promise<Authority | null> {
    return objectionAuthorityOf(context, authority)
  }

  @FieldResolver(() => [DutyShift], {
    nullable: true,
    description: '值班安排，仅本机关工作人员可见。Who is on duty; for its own staff only.',
  })
  dutyRoster(@Root() authority: Authority, @Ctx() context: RegionContext): Promise<DutyShift[] | null> {
    return dutyRosterOf(context, authority)
  }
}
