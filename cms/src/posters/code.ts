import QRCode from 'qrcode'
import type { Path, Step } from './drawing'

/** Clear modules around a code, which readers need (ISO/IEC 18004). */
export const quietModules = 4

export type Code = { payload: string; size: number; isDark: (row: number, column: number) => boolean }

/** A code that is read with a quarter of it scratched or dirty (error level Q): it hangs in the open for years. */
export function createCode(payload: string): Code {
  const { modules } = QRCode.create(payload, { errorCorrectionLevel: 'Q' })
  const { size } = modules
  const isInside = (at: number): boolean => at >= 0 && at < size
  return {
    payload,
    size,
    isDark: (row, column) => isInside(row) && isInside(column) && Boolean(modules.get(row, column)),
  }
}

/**
 * The dark modules as one outline, in a square of the given side that holds the quiet zone too. Squares printed side
 * by side would leave hairlines between them.
 */
export function outlineOfCode(code: Code, left: number, top: number, side: number): Path {
  const unit = side / (code.size + 2 * quietModules)
  const place = (corner: string): [number, number] => {
    const [x = 0, y = 0] = corner.split(' ').map(Number)
    return [left + (x + quietModules) * unit, top + (y + quietModules) * unit]
  }
  return loopsOf(code).flatMap((loop): Step[] => [
    ...loop.map((corner, i): Step => [i === 0 ? 'M' : 'L', ...place(corner)]),
    ['Z'],
  ])
}

/** Borders between dark and clear, with the dark on the right hand, joined to loops. */
function loopsOf(code: Code): string[][] {
  const next = bordersOf(code)
  const loops: string[][] = []
  for (const start of next.keys()) {
    const loop: string[] = []
    for (let at: string | undefined = start; at !== undefined;) {
      const ways: string[] | undefined = next.get(at)
      const to: string | undefined = ways?.pop()
      if (ways?.length === 0) next.delete(at)
      if (to !== undefined) loop.push(at)
      at = to
    }
    if (loop.length > 0) loops.push(withoutStraights(loop))
  }
  return loops
}

function bordersOf(code: Code): Map<string, string[]> {
  const next = new Map<string, string[]>()
  const add = (x1: number, y1: number, x2: number, y2: number): void => {
    const from = `${String(x1)} ${String(y1)}`
    next.set(from, [...(next.get(from) ?? []), `${String(x2)} ${String(y2)}`])
  }
  for (let y = 0; y < code.size; y += 1)
    for (let x = 0; x < code.size; x += 1) {
      if (!code.isDark(y, x)) continue
      if (!code.isDark(y - 1, x)) add(x, y, x + 1, y)
      if (!code.isDark(y, x + 1)) add(x + 1, y, x + 1, y + 1)
      if (!code.isDark(y + 1, x)) add(x + 1, y + 1, x, y + 1)
      if (!code.isDark(y, x - 1)) add(x, y + 1, x, y)
    }
  return next
}

function withoutStraights(loop: string[]): string[] {
  const points = loop.map((corner) => corner.split(' ').map(Number))
  return loop.filter((_, i) => {
    const before = points.at(i - 1)
    const after = points[(i + 1) % points.length]
    return before?.[0] !== after?.[0] && before?.[1] !== after?.[1]
  })
}
