import { sampleOrder } from '../posters/sample'
import { pressOf } from '../posters/press/press'
import type { TemplateWords } from '../posters/words'
import { selectRows, type Rule } from './document-action'

const posterTemplate = 'api::poster-template.poster-template'

/** A template that no poster can be made from is found by who publishes it, and not by who prints five hundred. */
export const posterTemplateRule: Rule = async ({ strapi, action, trx, next }) => {
  const { documentId } = action.params
  if (action.uid !== posterTemplate || action.name !== 'publish' || documentId === undefined) return next()
  const [draft] = await selectRows<
    TemplateWords & { paper: 'A3' | 'A4'; orientation: 'PORTRAIT' | 'LANDSCAPE' }
  >(
    trx,
    `SELECT title, headline, slogan, lines, steps, privacy, reward, phone, authority, footer,
            accent_colour AS "accentColour", paper, orientation
       FROM poster_templates WHERE document_id = ? AND published_at IS NULL`,
    [documentId],
  )
  if (draft !== undefined) await pressOf(strapi).make({ kind: 'trial', order: sampleOrder(draft) })
  return next()
}
