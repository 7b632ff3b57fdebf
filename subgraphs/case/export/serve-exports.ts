import type { MikroORM } from '@mikro-orm/postgresql'
import exceljs from 'exceljs'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { once } from 'node:events'
import { PassThrough, Readable } from 'node:stream'
import { AndonError } from '../../../platform/errors.js'
import { negotiateLanguage } from '../../../platform/language.js'
import type { Log } from '../../../platform/log.js'
import type { Clock } from '../../shared/clock.js'
import { guardFormula, writeCsvLine } from '../../shared/csv/csv.js'
import { sessionOf } from '../desk/row-security.js'
import { takeExport } from './case-export.service.js'
import { ExportFormat } from './case-export.type.js'
import { columns } from './columns.js'
import { exportRows } from './export-rows.js'

type Means = { orm: MikroORM; clock: Clock; log: Log }

const headings = columns.map(({ heading }) => heading)
const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  CSV: 'text/csv; charset=utf-8',
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** Exports, made while they are sent: a file of a hundred thousand cases takes no more memory than one of a hundred. */
export function serveExports(app: FastifyInstance, { orm, clock, log }: Means): void {
  app.get<{ Params: { token: string } }>(
    '/exports/cases/:token',
    // Asking whether it is there would use it up.
    { exposeHeadRoute: false },
    async (request, reply) => {
      const fetched = await takeExport(orm.em.fork(), request.params.token, clock())
      if (fetched === undefined) return refuse(request, reply)
      const em = orm.em.fork({ session: sessionOf(fetched.viewer) })
      const rows = exportRows(em, fetched, clock())
      const { format } = fetched
      const body = format === ExportFormat.CSV ? Readable.from(csvOf(rows)) : workbookOf(rows)
      body.on('error', (error) => log.warn({ err: error }, 'an export broke off'))
      return reply
        .header('content-type', mediaTypes[format])
        .header('content-disposition', `attachment; filename="cases.${format.toLowerCase()}"`)
        .header('cache-control', 'no-store')
        .send(body)
    },
  )
}

/** With the mark by which Excel knows UTF-8. */
async function* csvOf(rows: AsyncIterable<string[][]>): AsyncGenerator<string, void, void> {
  yield `\uFEFF${writeCsvLine(headings)}`
  for await (const batch of rows) yield batch.map((cells) => writeCsvLine(cells)).join('')
}

function workbookOf(rows: AsyncIterable<string[][]>): Readable {
  const out = new PassThrough()
  writeWorkbook(out, rows).catch((error: unknown) => out.destroy(error as Error))
  return out
}

async function writeWorkbook(out: PassThrough, rows: AsyncIterable<string[][]>): Promise<void> {
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({
    stream: out,
    useStyles: false,
    useSharedStrings: false,
  })
  const sheet = workbook.addWorksheet('案件')
  sheet.addRow(headings).commit()
  for await (const batch of rows) {
    for (const cells of batch) sheet.addRow(cells.map(guardFormula)).commit()
    // The writer knows no pause of its own: without this one a slow reader fills the memory.
    while (out.writableNeedDrain && !out.destroyed)
      await Promise.race([once(out, 'drain'), once(out, 'close')])
    if (out.destroyed) return
  }
  await workbook.commit()
}

function refuse(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { message, extensions } = new AndonError('NOT_FOUND', {
    zh: '下载地址无效、已过期或已使用，请重新导出。',
    en: 'There is no export here, or it was fetched already: export again.',
  }).in(negotiateLanguage(request.headers['accept-language']))
  return reply.code(404).send({ errors: [{ message, extensions }] })
}
