export type Range = { start: number; end: number }
type Headers = { range?: string | undefined; 'if-range'?: string | string[] | undefined }

/**
 * The one stretch of bytes that a reader of long PDFs asks for. Several at once, other units and what is malformed are
 * not heard, as HTTP allows: the whole file is the answer.
 */
export function readRange(headers: Headers, etag: string, bytes: number): Range | undefined | 'none of it' {
  const condition = headers['if-range']
  if (condition !== undefined && condition !== etag) return undefined
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(headers.range?.trim() ?? '') ?? []
  if (first === undefined || last === undefined || first + last === '') return undefined
  if (first === '')
    return Number(last) === 0 ? 'none of it' : { start: Math.max(0, bytes - Number(last)), end: bytes - 1 }
  const end = last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1)
  if (last !== '' && Number(last) < Number(first)) return undefined
  return Number(first) >= bytes ? 'none of it' : { start: Number(first), end }
}
