import { Typography } from '@strapi/design-system'
import type { StrapiApp } from '@strapi/strapi/admin'
import type { ReactElement } from 'react'
import enumerations from './translations/enumerations.json'

type Row = Record<string, unknown>
type Header = { name: string; attribute?: { type?: string }; cellFormatter?: unknown }
type Table = { displayedHeaders: Header[]; layout: unknown }
type Format = (value: unknown) => string

const names: Record<string, string> = enumerations
const moment = new Intl.DateTimeFormat('zh-CN', { dateStyle: 'medium', timeStyle: 'short' })

const byType: Record<string, Format> = {
  // Forms and filters look values up among the translations; lists show them raw.
  enumeration: (value) => (typeof value === 'string' ? (names[value] ?? value) : '-'),
  // Strapi writes the day of the week too, and pushes the state out of the window.
  datetime: (value) => (typeof value === 'string' ? moment.format(new Date(value)) : '-'),
}
const byName: Record<string, Format> = {
  regionCode: (value) => (typeof value === 'string' && value !== '' ? value : '全国'),
}

/** How lists show what Strapi would show as it is stored. */
export function showListsReadably(app: StrapiApp): void {
  app.registerHook('Admin/CM/pages/ListView/inject-column-in-table', ((table: Table) => ({
    ...table,
    displayedHeaders: table.displayedHeaders.map((header) => {
      const format = byName[header.name] ?? byType[header.attribute?.type ?? '']
      return format === undefined || header.cellFormatter !== undefined
        ? header
        : { ...header, cellFormatter: cell(format) }
    }),
  })) as never)
}

const cell =
  (format: Format) =>
  (row: Row, { name }: Header): ReactElement => (
    <Typography textColor="neutral800">{format(row[name])}</Typography>
  )
