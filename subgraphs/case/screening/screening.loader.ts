import type DataLoader from 'dataloader'
import { createAnswerLoader, type AnswerMeans } from './answer.loader.js'
import { StoredSupplementRequest } from './supplement-request.entity.js'
import type { SupplementRequest } from './supplement-request.type.js'

export type ScreeningLoaders = {
  /** What was asked of the reporter last. */
  supplementRequests: DataLoader<string, SupplementRequest | null>
}

export function createScreeningLoaders(means: AnswerMeans): ScreeningLoaders {
  return {
    supplementRequests: createAnswerLoader(means, {
      table: 'supplement_request',
      find: (em, reportIds) =>
        em.find(
          StoredSupplementRequest,
          { reportIds: { $overlap: reportIds } },
          { orderBy: { requestedAt: 'asc', id: 'asc' } },
        ),
      sealed: ({ sealedText }) => ({ sealed_text: sealedText }),
      show: ({ id, requestedAt, answeredAt }, { sealed_text: text }) => ({
        id,
        text,
        requestedAt,
        answeredAt: answeredAt ?? null,
      }),
    }),
  }
}
