import type { Epoch } from './content-epoch'

/** What an entry takes beside its text, roughly. */
const entryBytes = 200

export type Kept = ReturnType<typeof createKept>
type Entry = { value: unknown; bytes: number }
/** An answer, its size, and whether it may be told to whoever asks the same. */
export type Made<Value> = { value: Value; bytes: number; forAll: boolean }

/**
 * What was read in the present epoch, at most `limitBytes` of it; what has not been asked for longest goes first. When
 * the epoch changes everything goes. Only an answer that was begun in the present epoch is kept or shared: it was
 * read after the epoch began.
 */
export function createKept(limitBytes: number) {
  let present: Epoch
  let bytes = 0
  const entries = new Map<string, Entry>()
  const underWay = new Map<string, Promise<Made<unknown>>>()
  const enter = (epoch: Epoch): boolean => {
    if (epoch === undefined || limitBytes === 0 || (present !== undefined && epoch < present)) return false
    if (epoch !== present) {
      entries.clear()
      underWay.clear()
      bytes = 0
      present = epoch
    }
    return true
  }
  const find = (key: string): Entry | undefined => {
    const found = entries.get(key)
    if (found === undefined) return undefined
    entries.delete(key)
    entries.set(key, found)
    return found
  }
  const drop = (key: string): void => {
    bytes -= entries.get(key)?.bytes ?? 0
    entries.delete(key)
  }
  const keep = (key: string, value: unknown, valueBytes: number): void => {
    const size = valueBytes + 2 * key.length + entryBytes
    drop(key)
    if (size > limitBytes / 8) return
    for (const oldest of entries.keys()) {
      if (bytes + size <= limitBytes) break
      drop(oldest)
    }
    entries.set(key, { value, bytes: size })
    bytes += size
  }
  return {
    /** How much is held: for tests and for the curious. */
    held: () => ({ bytes, entries: entries.size }),
    /** The answer kept under a key, or the one being made, or a new one. */
    one: async <Value>(epoch: Epoch, key: string, read: () => Promise<Made<Value>>): Promise<Value> => {
      if (!enter(epoch)) return (await read()).value
      const found = find(key)
      if (found !== undefined) return found.value as Value
      const other = await (underWay.get(key) as Promise<Made<Value>> | undefined)
      if (other?.forAll) return other.value
      const reading = read()
      if (present === epoch) underWay.set(key, reading)
      const made = await reading.finally(() => {
        if (underWay.get(key) === reading) underWay.delete(key)
      })
      if (present === epoch && made.forAll) keep(key, made.value, made.bytes)
      return made.value
    },
    /** Rows by name: those that are kept, and of the others what `read` finds, in the order asked for. */
    many: async <Value>(
      epoch: Epoch,
      space: string,
      names: readonly string[],
      read: (missing: readonly string[]) => Promise<Value[]>,
    ): Promise<Value[]> => {
      if (!enter(epoch)) return read(names)
      const entryOf = new Map(names.map((name) => [name, find(`${space} ${name}`)]))
      const missing = [...entryOf].flatMap(([name, entry]) => (entry === undefined ? [name] : []))
      const values = missing.length === 0 ? [] : await read(missing)
      const readOf = new Map(missing.map((name, place) => [name, values[place] as Value]))
      if (present === epoch)
        for (const [name, value] of readOf)
          keep(`${space} ${name}`, value, Buffer.byteLength(JSON.stringify(value) ?? ''))
      return names.map((name) => (entryOf.get(name) ?? { value: readOf.get(name) }).value as Value)
    },
  }
}
