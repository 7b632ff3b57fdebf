import type { Core, UID } from '@strapi/strapi'
import type { EventHandlers } from '../events/follow-log'
import { selectRows } from '../publication/document-action'
import { casePublicationType } from '../publication/governed-types'
import { toldAs } from '../publication/history.rule'
import { groundNames } from './fact-names'
import { preparedShape, withdrawnShape } from './nomination'

/** Fills the inbox; and takes down at once what may not be told any more, without waiting for anybody. */
export function createNominationHandlers(strapi: Core.Strapi): EventHandlers {
  return {
    CaseSummaryPrepared: async (trx, { payload, occurredAt }) => {
      const { summaryId, caseId, regionCode, matterTypes, industryCode, facts } = preparedShape.parse(payload)
      if (facts === undefined) return
      await selectRows(
        trx,
        `INSERT INTO case_nominations (summary_id, case_id, region_code, matter_types, industry_code, facts, nominated_at)
         VALUES (?, ?, ?, ?::text[], ?, ?, ?) ON CONFLICT (summary_id) DO NOTHING`,
        [summaryId, caseId, regionCode, matterTypes, industryCode, JSON.stringify(facts), occurredAt],
      )
    },
    CaseSummaryWithdrawn: async (trx, { payload }) => {
      const { summaryId, ground, at } = withdrawnShape.parse(payload)
      await selectRows(
        trx,
        `UPDATE case_nominations SET withdrawn_at = ?, ground = ? WHERE summary_id = ? AND withdrawn_at IS NULL`,
        [at, ground, summaryId],
      )
      const shown = await selectRows<{ document_id: string }>(
        trx,
        'SELECT DISTINCT document_id FROM case_publications WHERE summary_id = ? AND published_at IS NOT NULL',
        [summaryId],
      )
      const documents = strapi.documents(casePublicationType as UID.ContentType) as unknown as Unpublisher
      const note = `${groundNames[ground] ?? ground}，系统自动撤下`
      for (const { document_id: documentId } of shown)
        await toldAs({ action: 'unpublish', note }, () => documents.unpublish({ documentId }))
    },
  }
}

type Unpublisher = { unpublish: (of: { documentId: string }) => Promise<unknown> }
