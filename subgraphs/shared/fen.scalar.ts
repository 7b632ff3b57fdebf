import { GraphQLError, GraphQLScalarType, Kind } from 'graphql'

/** Money in fen, whole and never negative; text in the graph, because a number of JavaScript or JSON ends too soon. */
export const FenScalar = new GraphQLScalarType<bigint, string>({
  name: 'Fen',
  description:
    '金额，单位为分，整数，以文本表示，如 "16000000" 为 160,000 元。Money in fen, an integer as text.',
  serialize: (value) => BigInt(value as bigint | string).toString(),
  parseValue: readFen,
  parseLiteral: (node) => readFen(node.kind === Kind.STRING ? node.value : undefined),
})

function readFen(value: unknown): bigint {
  if (typeof value !== 'string' || !/^(0|[1-9]\d{0,14})$/.test(value))
    throw new GraphQLError('Fen takes an integer as text, such as "16000000"')
  return BigInt(value)
}

/** As people write it: 160,000, or 0.15 where there are fen. */
export function inYuan(fen: bigint): string {
  const yuan = (fen / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ',')
  const rest = fen % 100n
  return rest === 0n ? yuan : `${yuan}.${rest.toString().padStart(2, '0')}`
}
