const before = 20
const length = 80

/** Words around the first place where what was looked for stands; from the beginning where only its parts do. */
export function excerptAround(text: string, sought: string): string {
  const plain = text.normalize('NFKC').replace(/\s+/g, ' ').trim()
  const characters = [...plain]
  const at = plain.toLowerCase().indexOf(sought.normalize('NFKC').toLowerCase())
  const place = at < 0 ? 0 : [...plain.slice(0, at)].length
  const start = Math.max(0, place - before)
  const end = start + length
  return `${start > 0 ? '…' : ''}${characters.slice(start, end).join('')}${end < characters.length ? '…' : ''}`
}
