import { refuse, selectRows, type Rule } from './document-action'
import { fourEyesTypes, isFourEyes, isVersionedText } from './governed-types'

/** What would be over before anybody saw it is a slip of the pen. Expiry itself is looked at by every public read. */
export const expiryRule: Rule = async ({ action, trx, next }) => {
  const { documentId } = action.params
  if (!isFourEyes(action.uid) || isVersionedText(action.uid)) return next()
  if (action.name !== 'publish' || documentId === undefined) return next()
  const { table } = fourEyesTypes[action.uid]
  const [over] = await selectRows(
    trx,
    `SELECT 1 FROM ${table} WHERE document_id = ? AND published_at IS NULL AND expires_at <= now() AT TIME ZONE 'UTC'`,
    [documentId],
  )
  if (over !== undefined) refuse('失效时间已经过去，请改正或留空后再发布。')
  return next()
}
