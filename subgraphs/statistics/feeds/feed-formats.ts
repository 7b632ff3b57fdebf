import { writeCsvLine } from '../../shared/csv/csv.js'
import type { FeedRow } from './feed-rows.js'

export const feedFormats = ['csv', 'ndjson'] as const
export type FeedFormat = (typeof feedFormats)[number]

export const mediaTypes: Readonly<Record<FeedFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
}

/** Rows as they are sent, a piece for each batch. CSV has a header and the mark by which Excel knows UTF-8. */
export async function* writeRows(
  format: FeedFormat,
  columns: readonly string[],
  batches: AsyncIterable<readonly FeedRow[]>,
): AsyncGenerator<string, void, void> {
  if (format === 'csv') yield `\uFEFF${writeCsvLine(columns)}`
  const write = format === 'csv' ? csvLine(columns) : ndjsonLine(columns)
  for await (const batch of batches) yield batch.map(write).join('')
}

const csvLine = (columns: readonly string[]) => (row: FeedRow) =>
  writeCsvLine(columns.map((column) => String(row[column] ?? '')))

const ndjsonLine = (columns: readonly string[]) => (row: FeedRow) =>
  `${JSON.stringify(Object.fromEntries(columns.map((column) => [column, row[column] ?? null])))}\n`
