import type { Core, UID } from '@strapi/strapi'
import { asFirstContent } from '../../publication/four-eyes.rule'
import { demoEntryLinks, demoNotices, demoPlacement } from './demo'
import { demoCases } from './demo-cases'
import { faqs } from './faqs'
import { privacyExplanation } from './privacy-explanation'
import { instructions, posterTemplates } from './publicity'
import { reportingNotice } from './reporting-notice'

/**
 * Fills empty content types, by the same way as the desk publishes, so that events go out. A type's first documents
 * come all or none.
 */
export async function publishFirstContent(strapi: Core.Strapi, options: { demo: boolean }): Promise<void> {
  await fill(strapi, 'api::reporting-notice.reporting-notice', [reportingNotice])
  await fill(strapi, 'api::privacy-explanation.privacy-explanation', [
    { ...privacyExplanation, highlighted: true },
  ])
  await fill(strapi, 'api::instruction.instruction', instructions)
  await fill(strapi, 'api::faq.faq', faqs)
  await fill(strapi, 'api::poster-template.poster-template', posterTemplates)
  if (!options.demo) return
  await fill(strapi, 'api::notice.notice', demoNotices)
  await fill(strapi, 'api::case-publication.case-publication', demoCases)
  await fill(strapi, 'api::qr-placement.qr-placement', [demoPlacement])
  await fill(strapi, 'api::entry-link.entry-link', demoEntryLinks)
}

async function fill(strapi: Core.Strapi, uid: string, contents: Record<string, unknown>[]): Promise<void> {
  if ((await strapi.db.query(uid).count()) > 0) return
  const documents = strapi.documents(uid as UID.ContentType) as unknown as Documents
  await asFirstContent(() =>
    strapi.db.transaction(async () => {
      for (const data of contents) {
        const { documentId } = await documents.create({ data })
        await documents.publish({ documentId })
      }
    }),
  )
}

type Documents = {
  create: (params: { data: Record<string, unknown> }) => Promise<{ documentId: string }>
  publish: (params: { documentId: string }) => Promise<unknown>
}
