import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql'
import type { Connection } from '../../shared/connection/connection.js'
import type { ReportContext } from '../context.js'
import { decideEvidenceRelease, requestEvidenceRelease } from './evidence-release.service.js'
import { EvidenceRelease, EvidenceReleaseConnection, EvidenceReleaseState } from './evidence-release.type.js'
import { pageOfReleases } from './release-list.service.js'

@Resolver(() => EvidenceRelease)
export class EvidenceReleaseResolver {
  @Query(() => EvidenceReleaseConnection, {
    description:
      '原件调阅申请，新的在前：审批人看到辖区内的，申请人看到自己的。Releases of originals, newest first: within reach for approvers, one’s own for others.',
  })
  evidenceReleases(
    @Arg('first', () => Int, { defaultValue: 20, description: '条数，1 到 100。How many, 1 to 100.' })
    first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: '上一页末条的游标。Cursor of the page before.',
    })
    after: string | null,
    @Arg('state', () => EvidenceReleaseState, {
      nullable: true,
      description: '只看某一状态。Only those in this state.',
    })
    state: EvidenceReleaseState | null,
    @Ctx() context: ReportContext,
  ): Promise<Connection<EvidenceRelease>> {
    return pageOfReleases(context, { first, after, state })
  }

  @Mutation(() => EvidenceRelease, {
    description:
      '申请调阅证据原件，须说明理由并经另一人审批。Asks for a look at an original, which another person decides.',
  })
  requestEvidenceRelease(
    @Arg('evidenceId', () => ID, { description: '证据材料编号。Id of the evidence.' }) evidenceId: string,
    @Arg('reason', () => String, { description: '理由，2 到 500 字。Why, 2 to 500 characters.' })
    reason: string,
    @Ctx() context: ReportContext,
  ): Promise<EvidenceRelease> {
    return requestEvidenceRelease(context, { evidenceId, reason })
  }

  @Mutation(() => EvidenceRelease, {
    description: '审批原件调阅；不能审批自己的申请。Decides about a release; never one’s own.',
  })
  decideEvidenceRelease(
    @Arg('requestId', () => ID, { description: '调阅申请编号。Id of the release.' }) requestId: string,
    @Arg('approve', () => Boolean, { description: '是否批准。Whether it is approved.' }) approve: boolean,
    @Arg('reason', () => String, { description: '审批意见，2 到 500 字。Why, 2 to 500 characters.' })
    reason: string,
    @Ctx() context: ReportContext,
  ): Promise<EvidenceRelease> {
    return decideEvidenceRelease(context, { requestId, approve, reason })
  }
}
