import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql'
import { ImportResult } from '../../shared/csv/import-result.type.js'
import type { RegionContext } from '../context.js'
import { importAuthorities } from './authority-import.service.js'
import { AuthorityInput, DutyShiftInput } from './authority.input.js'
import { Authority } from './authority.type.js'
import { setDutyRoster } from './duty-roster.service.js'
import { closeAuthority, registerAuthority, updateAuthority } from './management.service.js'

@Resolver()
export class AuthorityManagementResolver {
  @Mutation(() => Authority, { description: '登记机关。Registers an authority.' })
  registerAuthority(
    @Arg('input', () => AuthorityInput, { description: '登记内容。What is registered.' })
    input: AuthorityInput,
    @Ctx() context: RegionContext,
  ): Promise<Authority> {
    return registerAuthority(context, input)
  }

  @Mutation(() => Authority, { description: '修改机关的全部登记内容。Writes what is registered anew.' })
  updateAuthority(
    @Arg('id', () => ID, { description: '机关编号。Id of the authority.' }) id: string,
    @Arg('version', () => Int, { description: '修改所依据的版本。The version the change was made on.' })
    version: number,
    @Arg('input', () => AuthorityInput, { description: '登记内容。What is registered.' })
    input: AuthorityInput,
    @Ctx() context: RegionContext,
  ): Promise<Authority> {
    return updateAuthority(context, id, version, input)
  }

  @Mutation(() => Authority, { description: '停用机关。Closes an authority from a day on.' })
  closeAuthority(
    @Arg('id', () => ID, { description: '机关编号。Id of the authority.' }) id: string,
    @Arg('on', () => Date, {
      description: '停用日（当日不再负责）。First day it answers for nothing any more.',
    })
    on: Date,
    @Arg('successorId', () => ID, {
      nullable: true,
      description: '承接机关；有下级机关时必填。Who takes its place; compulsory where others stand under it.',
    })
    successorId: string | null,
    @Ctx() context: RegionContext,
  ): Promise<Authority> {
    return closeAuthority(context, id, on, successorId ?? null)
  }

  @Mutation(() => Authority, {
    description: '设置未结束的值班安排。Replaces the shifts that have not ended.',
  })
  setDutyRoster(
    @Arg('authorityId', () => ID, { description: '机关编号。Id of the authority.' }) authorityId: string,
    @Arg('shifts', () => [DutyShiftInput], { description: '值班安排。The shifts.' }) shifts: DutyShiftInput[],
    @Ctx() context: RegionContext,
  ): Promise<Authority> {
    return setDutyRoster(context, authorityId, shifts)
  }

  @Mutation(() => ImportResult, {
    description:
      '导入机关 CSV：全部生效或全部不生效，问题指明行与列。Imports authorities: all or nothing; problems name row and column.',
  })
  importAuthorities(
    @Arg('csv', () => String, {
      description:
        '文件内容的 Base64，UTF-8 或 GBK 编码，可用 gzip 压缩。The file in Base64: UTF-8 or GBK, gzip if you like.',
    })
    csv: string,
    @Arg('dryRun', () => Boolean, { defaultValue: true, description: '只检查不生效。Only checks.' })
    dryRun: boolean,
    @Ctx() context: RegionContext,
  ): Promise<ImportResult> {
    return importAuthorities(context, csv, dryRun)
  }
}
