import { Lexer, Source, TokenKind } from 'graphql'
import { AndonError, type Message } from '../../platform/errors.js'
import type { Limits } from './limits.js'

/** No form and no introspection comes near it. */
const deepest = 100
const opening: readonly TokenKind[] = [TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]
const closing: readonly TokenKind[] = [TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]

const tooDeep: Message = {
  zh: `查询文本的嵌套过深（上限 ${String(deepest)} 层）。`,
  en: `The document is nested too deeply (at most ${String(deepest)} levels).`,
}

/**
 * Looks at brackets before anything parses: graphql-js reads and validates by recursion, and a document well within
 * the limit of tokens would overflow the stack.
 *
 * @throws AndonError TOO_COSTLY
 */
export function checkNesting(source: string, { maxTokens }: Limits): void {
  const lexer = new Lexer(new Source(source))
  let depth = 0
  for (let read = 0; read <= maxTokens; read += 1) {
    const kind = nextKind(lexer)
    if (kind === undefined || kind === TokenKind.EOF) return
    if (opening.includes(kind)) depth += 1
    else if (closing.includes(kind)) depth -= 1
    if (depth > deepest) throw new AndonError('TOO_COSTLY', tooDeep, { details: { allowed: deepest } })
  }
}

/** What is no token is for the parser to tell. */
function nextKind(lexer: Lexer): TokenKind | undefined {
  try {
    return lexer.advance().kind
  } catch {
    return undefined
  }
}
