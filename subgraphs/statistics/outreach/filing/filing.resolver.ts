import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql'
import type { StatisticsContext } from '../../context.js'
import { OutreachFiling, OutreachFilingRecord } from './filing.type.js'
import { askForCheck, check, correct, giveBack, seal, sendBack, submit } from './life.service.js'

const filingId = { description: '材料编号。Id of the document.' }
const expectedVersion = { description: '所见版本。The version seen.' }
const reason = { description: '理由，2 到 500 字。Why.' }

@Resolver(() => OutreachFiling)
export class OutreachFilingResolver {
  @Mutation(() => OutreachFiling, {
    description:
      '填报完成，提交他人审核；数量和合计就此固定。Asks for the check: figures and sum stand from here on.',
  })
  async requestOutreachCheck(
    @Arg('filingId', () => ID, filingId) id: string,
    @Arg('expectedVersion', () => Int, expectedVersion) version: number,
    @Ctx() context: StatisticsContext,
  ): Promise<OutreachFiling> {
    return new OutreachFiling(await askForCheck(context, { filingId: id, expectedVersion: version }))
  }

  @Mutation(() => OutreachFiling, {
    description: '审核通过；须由未填写过的人审核。Checks it; by somebody who wrote nothing in it.',
  })
  async checkOutreach(
    @Arg('filingId', () => ID, filingId) id: string,
    @Arg('expectedVersion', () => Int, expectedVersion) version: number,
    @Ctx() context: StatisticsContext,
  ): Promise<OutreachFiling> {
    return new OutreachFiling(await check(context, { filingId: id, expectedVersion: version }))
  }

  @Mutation(() => OutreachFiling, { description: '审核不通过，退回填报人。Sends it back to be written on.' })
  async sendBackOutreach(
    @Arg('filingId', () => ID, filingId) id: string,
    @Arg('expectedVersion', () => Int, expectedVersion) version: number,
    @Arg('reason', () => String, reason) why: string,
    @Ctx() context: StatisticsContext,
  ): Promise<OutreachFiling> {
    return new OutreachFiling(
      await sendBack(context, { filingId: id, expectedVersion: version, reason: why }),
    )
  }

  @Mutation(() => OutreachFiling, { description: '报送上级。Submits it to the authority above.' })
  async submitOutreach(
    @Arg('filingId', () => ID, filingId) id: string,
    @Arg('expectedVersion', () => Int, expectedVersion) version: number,
    @Ctx() context: StatisticsContext,
  ): Promise<OutreachFiling> {
    return new OutreachFiling(await submit(context, { filingId: id, expectedVersion: version }))
  }

  @Mutation(() => OutreachFiling, {
    description: '上级退回。Returned by the authority above, with what is wanted.',
  })
  async returnOutreach(
    @Arg('filingId', () => ID, filingId) id: string,
    @Arg('expectedVersion', () => Int, expectedVersion) version: number,
    @Arg('reason', () => String, reason) why: string,
    @Ctx() context: StatisticsContext,
  ): Promise<OutreachFiling> {
    return new OutreachFiling(
      await giveBack(context, { filingId: id, expectedVersion: version, reason: why }),
    )
  }

  @Mutation(() => OutreachFiling, {
    description: '登记盖章；此后不再变更。Records the seal: nothing changes afterwards.',
  })
  async sealOutreach(
    @Arg('filingId', () => ID, filingId) id: string,
    @Arg('expectedVersion', () => Int, expectedVersion) version: number,
    @Arg('scanHash', () => String, { description: '盖章扫描件的 SHA-256，十六进制小写。Hash of the scan.' })
    scanHash: string,
    @Arg('sealedAt', () => Date, { description: '盖章时间。When it was sealed.' }) sealedAt: Date,
    @Arg('responsible', () => String, { description: '用印责任人，2 到 50 字。Who answers for the seal.' })
    responsible: string,
    @Ctx() context: StatisticsContext,
  ): Promise<OutreachFiling> {
    const of = { filingId: id, expectedVersion: version }
    return new OutreachFiling(await seal(context, { ...of, scanHash, sealedAt, responsible }))
  }

  @Mutation(() => OutreachFiling, {
    description: '更正已盖章的材料：另出新版本，原版保留。Begins a new edition of what was sealed.',
  })
  async correctOutreach(
    @Arg('filingId', () => ID, filingId) id: string,
    @Arg('expectedVersion', () => Int, expectedVersion) version: number,
    @Ctx() context: StatisticsContext,
  ): Promise<OutreachFiling> {
    return new OutreachFiling(await correct(context, { filingId: id, expectedVersion: version }))
  }

  @FieldResolver(() => [OutreachFilingRecord], {
    description: '办理记录，由先到后。What was done, in order.',
  })
  records(
    @Root() { stored }: OutreachFiling,
    @Ctx() { outreach }: StatisticsContext,
  ): Promise<OutreachFilingRecord[]> {
    return outreach.records.load(stored.id)
  }
}
