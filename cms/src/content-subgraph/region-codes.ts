import { AndonError } from './errors'

const country = '000000'

/** @throws AndonError BAD_USER_INPUT when it is neither six nor nine digits */
export function readRegionCode(code: string | null | undefined): string | undefined {
  if (code === null || code === undefined) return undefined
  if (/^\d{6}(\d{3})?$/.test(code)) return code
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: '行政区划代码应为六位或九位数字。', en: 'A region code has six or nine digits.' },
    'regionCode',
  )
}

/** The codes whose notices concern a region: its own and, by prefix, county, city, province and country. */
export function coveringCodes(code: string): string[] {
  const upwards = [code, code.slice(0, 6), `${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`, country]
  return [...new Set(upwards)]
}

/** The part of a code that all regions below it share; empty for the country. */
export function subtreePrefix(code: string): string {
  return code.replace(/^(\d{6})000$/, '$1').replace(/^((?:\d\d)*?)(?:00)+$/, '$1')
}

/** Whether a notice concerns the region; one without a region concerns everybody. */
export function concerns(noticeRegion: string | null, asked: string | undefined): boolean {
  return asked === undefined || noticeRegion === null || coveringCodes(asked).includes(noticeRegion)
}
