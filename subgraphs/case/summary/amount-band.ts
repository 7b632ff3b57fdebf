import { inYuan } from '../../shared/fen.scalar.js'

/** The same twice where the amount is exact; no end above the last step. */
export type AmountBand = { fromFen: bigint; toFen: bigint | null }

const stepsYuan = [
  0n,
  3_000n,
  10_000n,
  30_000n,
  50_000n,
  100_000n,
  300_000n,
  500_000n,
  1_000_000n,
  5_000_000n,
]
const steps = stepsYuan.map((yuan) => yuan * 100n)

/**
 * An amount as the public may know it. An exact fine is looked up in the lists of decisions and leads to the unit, and
 * a reward is a percentage of it: exact it is told only where the decision itself was made public by law.
 */
export function bandOf(amountFen: bigint, isPublic: boolean): AmountBand {
  if (isPublic) return { fromFen: amountFen, toFen: amountFen }
  const index = steps.findLastIndex((step) => step <= amountFen)
  return { fromFen: steps[index] ?? 0n, toFen: steps[index + 1] ?? null }
}

/** As a text writes it. 以上 includes the number, 以下 does not. */
export function describeBand({ fromFen, toFen }: AmountBand): string {
  if (toFen === fromFen) return `${inYuan(fromFen)} 元`
  if (toFen === null) return `${inYuan(fromFen)} 元以上`
  if (fromFen === 0n) return `${inYuan(toFen)} 元以下`
  return `${inYuan(fromFen)} 元以上 ${inYuan(toFen)} 元以下`
}
