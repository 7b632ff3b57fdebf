import type { MikroORM } from '@mikro-orm/postgresql'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'
import { AndonError } from '../../../../platform/errors.js'
import { negotiateLanguage } from '../../../../platform/language.js'
import type { Log } from '../../../../platform/log.js'
import type { Clock } from '../../../shared/clock.js'
import type { NameRegions } from '../../references/region-names.js'
import type { StoredFiling } from '../filing/filing.entity.js'
import type { PhoneSeal } from '../phone.js'
import { writeAnnexForm } from './annex-form.js'
import { StoredOutreachDocument } from './document.entity.js'
import { takeDocument } from './document.service.js'
import { OutreachFormat } from './document.type.js'
import { sheetOfSummary, sheetOfWorkReport, writeCsv, writeWorkbook } from './sheets.js'
import { gatherSummary, type PaperMeans } from './summary-paper.js'
import { writeWorkReport } from './work-report-paper.js'

type Means = { orm: MikroORM; clock: Clock; phones: PhoneSeal; nameRegions: NameRegions; log: Log }

const mediaTypes: Readonly<Record<OutreachFormat, string>> = {
  PDF: 'application/pdf',
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  CSV: 'text/csv; charset=utf-8',
}

/** Forms and reports as files, made when they are fetched; the hash of what was given out is kept. */
export function serveDocuments(app: FastifyInstance, means: Means): void {
  app.get<{ Params: { token: string } }>(
    '/exports/outreach/:token',
    // Asking whether it is there would use it up.
    { exposeHeadRoute: false },
    async (request, reply) => {
      const em = means.orm.em.fork()
      const taken = await takeDocument(em, request.params.token, means.clock())
      if (taken === undefined) return refuse(request, reply)
      const { asked, filing } = taken
      const { format } = asked
      const bytes = await makeDocument({ ...means, em }, filing, asked)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      await em.nativeUpdate(StoredOutreachDocument, { id: asked.id }, { sha256 })
      const name = filing.kind === 'SUMMARY' ? 'outreach-summary' : 'outreach-report'
      return reply
        .header('content-type', mediaTypes[format])
        .header('content-disposition', `attachment; filename="${name}.${format.toLowerCase()}"`)
        .header('cache-control', 'no-store')
        .send(bytes)
    },
  )
}

async function makeDocument(
  means: PaperMeans,
  filing: StoredFiling,
  { format, withBelow }: StoredOutreachDocument,
): Promise<Buffer> {
  // The moment in the file is the document's own: fetched again it is the same file.
  const madeAt = filing.filledAt ?? filing.createdAt
  if (filing.kind === 'WORK_REPORT') {
    if (format === OutreachFormat.PDF) return Buffer.from(await writeWorkReport(filing, madeAt))
    const sheet = sheetOfWorkReport(filing)
    return format === OutreachFormat.CSV ? writeCsv(sheet) : writeWorkbook(sheet, madeAt)
  }
  const paper = await gatherSummary(means, filing)
  if (format === OutreachFormat.PDF) return Buffer.from(await writeAnnexForm(paper, madeAt, withBelow))
  const sheet = sheetOfSummary(paper)
  return format === OutreachFormat.CSV ? writeCsv(sheet) : writeWorkbook(sheet, madeAt)
}

function refuse(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { message, extensions } = new AndonError('NOT_FOUND', {
    zh: '下载地址无效、已过期或已使用，请重新导出。',
    en: 'There is no export here, or it was fetched already: export again.',
  }).in(negotiateLanguage(request.headers['accept-language']))
  return reply.code(404).send({ errors: [{ message, extensions }] })
}
