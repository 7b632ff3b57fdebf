import { GraphQLError, GraphQLScalarType } from 'graphql'

/** A date of the desk is a day in China. */
export function startOfDay(date: string | null): Date | null {
  return date === null ? null : new Date(`${date}T00:00:00+08:00`)
}

/** The day in China, as the desk writes it, that a moment falls on. */
export function dayOf(moment: Date): string {
  return new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}

/** What the desk writes one to a line. */
export function linesOf(text: string | null): string[] {
  return (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
}

const written = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/

export const dateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize: (value) => {
    if (value instanceof Date) return value.toISOString()
    throw new GraphQLError('DateTime writes moments only')
  },
  parseValue: (value) => {
    const moment = typeof value === 'string' && written.test(value) ? new Date(value) : undefined
    if (moment === undefined || Number.isNaN(moment.getTime()))
      throw new GraphQLError('DateTime reads ISO-8601 moments with an offset only')
    return moment
  },
})
