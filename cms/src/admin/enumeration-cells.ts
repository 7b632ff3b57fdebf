import type { StrapiApp } from '@strapi/strapi/admin'
import enumerations from './translations/enumerations.json'

type Row = Record<string, unknown>
type Header = { name: string; attribute?: { type?: string }; cellFormatter?: unknown }
type Table = { displayedHeaders: Header[]; layout: unknown }

const texts: Record<string, string> = enumerations

/** Forms and filters look values up among the translations; lists show them raw unless told otherwise. */
export function showEnumerationsInChinese(app: StrapiApp): void {
  app.registerHook('Admin/CM/pages/ListView/inject-column-in-table', ((table: Table) => ({
    ...table,
    displayedHeaders: table.displayedHeaders.map((header) =>
      header.attribute?.type === 'enumeration' && header.cellFormatter === undefined
        ? { ...header, cellFormatter: formatCell }
        : header,
    ),
  })) as never)
}

function formatCell(row: Row, { name }: Header): string {
  const value = row[name]
  return typeof value === 'string' ? (texts[value] ?? value) : '-'
}
