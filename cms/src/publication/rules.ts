import type { Core } from '@strapi/strapi'
import { announcementRule } from './announcement.rule'
import { refuse, type DocumentAction, type Rule, type Transaction } from './document-action'
import { approvalRule } from './approval.rule'
import { lockDocument } from './document-lock'
import { marksRule } from '../marking/marks.rule'
import { nominationRule } from '../nominations/nomination.rule'
import { fourEyesRule } from './four-eyes.rule'
import { expiryRule } from './expiry.rule'
import { forwardingRule } from './forwarding.rule'
import { contentTypes } from './governed-types'
import { historyRule } from './history.rule'
import { placementCodeRule } from './placement-code.rule'
import { posterTemplateRule } from './poster-template.rule'
import { publicityItemRule } from './publicity-item.rule'
import { keepRefusedSave } from './refused-save'
import { reachRule } from '../region-editors/reach'
import { scheduleRule } from '../schedule/schedule.rule'
import { staleDraftRule } from './stale-draft'
import { textPictureRule } from './text-picture.rule'
import { versionedTextRule } from './versioned-text.rule'

const writing = ['create', 'clone', 'update', 'publish', 'unpublish', 'delete', 'discardDraft']
const governed = new Set<string>(contentTypes)

/** From the outside in. */
const rules: readonly Rule[] = [
  draftFirstRule,
  scheduleRule,
  historyRule,
  reachRule,
  versionedTextRule,
  staleDraftRule,
  fourEyesRule,
  nominationRule,
  marksRule,
  approvalRule,
  placementCodeRule,
  publicityItemRule,
  posterTemplateRule,
  textPictureRule,
  forwardingRule,
  expiryRule,
  announcementRule,
]

/**
 * Lays our rules around every writing action on our content types, whoever calls: the desk, one by one or in bulk,
 * or code. Rule, action and event stand in one transaction; an outer one, such as the desk's, is joined.
 */
export function governDocuments(strapi: Core.Strapi): void {
  strapi.documents.use((context, next) => {
    if (!governed.has(context.uid) || !writing.includes(context.action)) return next()
    const action: DocumentAction = {
      uid: context.uid,
      name: context.action,
      params: context.params,
    }
    const run = strapi.db.transaction(async ({ trx }: { trx: Transaction }) => {
      const { documentId } = action.params
      if (documentId !== undefined) await lockDocument(trx, documentId)
      const follow = (index: number): Promise<unknown> => {
        const rule = rules[index]
        return rule === undefined ? next() : rule({ strapi, action, trx, next: () => follow(index + 1) })
      }
      return follow(0)
    }) as Promise<unknown>
    return run.catch((error: unknown) => keepRefusedSave(strapi, action, error)) as unknown as ReturnType<
      typeof next
    >
  })
}

/** Publishing inside create or update would pass by the rules that watch `publish`. */
async function draftFirstRule({ action, next }: Parameters<Rule>[0]): Promise<unknown> {
  if ((action.name === 'create' || action.name === 'update') && action.params.status === 'published')
    refuse('请先保存草稿，再由审核发布人员发布。')
  return next()
}
