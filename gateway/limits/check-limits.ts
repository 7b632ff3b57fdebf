import { AndonError, type Message } from '../../platform/errors.js'
import type { Limits } from './limits.js'
import type { Measures } from './measure.js'

/**
 * Refuses a document that asks for too much, whatever its variables.
 *
 * @throws AndonError TOO_COSTLY
 */
export function checkMeasures({ depth, aliases, rootFields }: Measures, limits: Limits): void {
  refuseBeyond(depth, limits.maxDepth, '查询的层级过深', 'The query is nested too deeply')
  refuseBeyond(aliases, limits.maxAliases, '查询中的别名过多', 'The query has too many aliases')
  refuseBeyond(
    rootFields,
    limits.maxRootFields,
    '一次查询的顶层字段过多',
    'The query has too many root fields',
  )
}

/** @throws AndonError TOO_COSTLY */
export function checkCost(cost: number, limits: Limits): void {
  refuseBeyond(
    cost,
    limits.maxCost,
    '一次查询的内容过多，请减少条数或层级',
    'The query may bring too much, ask for fewer rows or levels',
  )
}

/** @throws AndonError TOO_COSTLY */
export function refuseTooManyTokens(limits: Limits): never {
  throw tooCostly(limits.maxTokens, undefined, '查询文本过长', 'The document is too long')
}

function refuseBeyond(value: number, allowed: number, zh: string, en: string): void {
  if (value > allowed) throw tooCostly(allowed, value, zh, en)
}

function tooCostly(allowed: number, value: number | undefined, zh: string, en: string): AndonError {
  const message: Message =
    value === undefined
      ? { zh: `${zh}（上限 ${String(allowed)} 个词元）。`, en: `${en} (at most ${String(allowed)} tokens).` }
      : {
          zh: `${zh}（上限 ${String(allowed)}，本次 ${String(value)}）。`,
          en: `${en} (at most ${String(allowed)}, this one ${String(value)}).`,
        }
  return new AndonError('TOO_COSTLY', message, { details: { allowed } })
}
