import { richTexts } from '../files/public-files'
import { refuse, selectRows, type Rule } from './document-action'
import { fourEyesTypes, isFourEyes } from './governed-types'

type Found = { described: boolean; kept: boolean }

/**
 * A picture in a text is one of ours, and has words for those who cannot see it, as every other picture has. Strapi
 * puts the name of the file where nobody wrote any.
 */
export const textPictureRule: Rule = async ({ action, trx, next }) => {
  const { documentId } = action.params
  if (action.name !== 'publish' || documentId === undefined || !isFourEyes(action.uid)) return next()
  const { table } = fourEyesTypes[action.uid]
  if (!isTexted(table)) return next()
  const pictures = await selectRows<Found>(
    trx,
    `SELECT coalesce(node #>> '{image,alternativeText}', '') NOT IN ('', coalesce(node #>> '{image,name}', '')) AS described,
            EXISTS (SELECT 1 FROM files f WHERE f.hash = node #>> '{image,hash}' AND f.mime LIKE 'image/%') AS kept
       FROM ${table} t
       CROSS JOIN jsonb_array_elements(CASE jsonb_typeof(t.${richTexts[table]}) WHEN 'array' THEN t.${richTexts[table]} ELSE '[]' END) AS node
      WHERE t.document_id = ? AND t.published_at IS NULL AND node ->> 'type' = 'image'`,
    [documentId],
  )
  if (pictures.some(({ kept }) => !kept)) refuse('正文中的图片须从媒体库选择，请删去后重新插入。')
  if (pictures.some(({ described }) => !described))
    refuse('正文中的图片须有替代文字，供看不见图片的人使用：请在媒体库填写后重新插入图片。')
  return next()
}

const isTexted = (table: string): table is keyof typeof richTexts => Object.hasOwn(richTexts, table)
