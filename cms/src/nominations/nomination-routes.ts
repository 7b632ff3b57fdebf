import { errors } from '@strapi/utils'
import type { Core, UID } from '@strapi/strapi'
import { forbid, type DeskContext } from '../desk-routes/admin-route'
import { mayDo, mayDoAtAll } from '../desk-routes/document-access'
import type { Transaction } from '../publication/document-action'
import { casePublicationType } from '../publication/governed-types'
import { describeFacts, draftOf, type Fact } from './describe-facts'
import { groundNames, nameOf } from './fact-names'
import { listNominations, nominationOf, settleNomination, type ListedNomination } from './nomination-store'

type Lead = {
  summaryId: string
  regionCode: string
  facts: Fact[]
  consentNeeded: boolean
  nominatedAt: Date
  withdrawn: { at: Date; why: string; isSettled: boolean } | null
  draft: { documentId: string; title: string } | null
  isPublished: boolean
}

/** The inbox 典型案例线索: what officers nominated, and a draft from it with its facts filled in. */
export function createNominationRoutes(strapi: Core.Strapi) {
  const connection = strapi.db.connection as unknown as Transaction
  const within = ({ state: { userAbility } }: DeskContext, action: 'read' | 'create', regionCode: string) =>
    mayDo(strapi, userAbility, action, { uid: casePublicationType, row: { regionCode } })
  return {
    list: async (context: DeskContext): Promise<{ mayWrite: boolean; leads: Lead[] }> => {
      const { userAbility } = context.state
      if (!mayDoAtAll(userAbility, 'read', casePublicationType)) forbid()
      const all = await listNominations(connection)
      const leads = all.filter(({ regionCode }) => within(context, 'read', regionCode)).map(toLead)
      return { mayWrite: mayDoAtAll(userAbility, 'create', casePublicationType), leads }
    },
    write: async (context: DeskContext): Promise<{ documentId: string }> => {
      const nomination = await nominationOf(connection, String(context.params['summaryId']))
      if (nomination === undefined || !within(context, 'read', nomination.regionCode)) throw noSuchLead()
      if (!within(context, 'create', nomination.regionCode)) forbid()
      const { id } = context.state.user
      const documents = strapi.documents(casePublicationType as UID.ContentType) as unknown as Writer
      const data = { ...draftOf(nomination), createdBy: id, updatedBy: id }
      const { documentId } = await documents.create({ data })
      return { documentId }
    },
    settle: async (context: DeskContext): Promise<{ settled: boolean }> => {
      const summaryId = String(context.params['summaryId'])
      const nomination = await nominationOf(connection, summaryId)
      if (nomination === undefined || !within(context, 'read', nomination.regionCode)) throw noSuchLead()
      if (!within(context, 'create', nomination.regionCode)) forbid()
      return { settled: await settleNomination(connection, summaryId, context.state.user.id) }
    },
  }
}

function toLead(nomination: ListedNomination): Lead {
  const { summaryId, regionCode, nominatedAt, withdrawnAt, ground, documentId, title, isPublished } =
    nomination
  const isSettled = nomination.settledAt !== null
  return {
    ...{ summaryId, regionCode, nominatedAt, isPublished },
    facts: describeFacts(nomination),
    consentNeeded: nomination.facts.consentNeeded,
    withdrawn:
      withdrawnAt === null ? null : { at: withdrawnAt, why: nameOf(groundNames, ground ?? ''), isSettled },
    draft: documentId === null ? null : { documentId, title: title ?? '' },
  }
}

const noSuchLead = () => new errors.NotFoundError('没有这条典型案例线索。')

type Writer = { create: (of: { data: object }) => Promise<{ documentId: string }> }
