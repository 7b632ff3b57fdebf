import { GraphQLError, GraphQLScalarType, Kind } from 'graphql'

/** Moments as ISO-8601 with offset; always written in UTC. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: '时刻，ISO-8601，带时区。A moment, ISO-8601 with an offset, such as 2026-03-01T08:00:00.000Z.',
  serialize: (value) => (value instanceof Date ? value : new Date(value as string)).toISOString(),
  parseValue: readMoment,
  parseLiteral: (node) => readMoment(node.kind === Kind.STRING ? node.value : undefined),
})

function readMoment(value: unknown): Date {
  const wellFormed =
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(value)
  const moment = wellFormed && isDay(value.slice(0, 10)) ? new Date(value) : undefined
  if (moment === undefined || Number.isNaN(moment.getTime()))
    throw new GraphQLError('DateTime takes ISO-8601 with an offset')
  return moment
}

/** JavaScript takes 30 February for 2 March. */
function isDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day)
}
