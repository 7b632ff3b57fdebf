/**
 * Where sealed evidence lies. An object is a row of parts, numbered from 0, all but the last of one size, and while
 * it grows a rest that is not a part yet. What was written is there to stay when the promise is kept. The store sees
 * sealed bytes and random object names only, and is believed in nothing: the database says how much there is, the
 * cipher whether it is the right thing.
 */
export type EvidenceStore = {
  /** @returns a handle that `writePart`, `finish` and `remove` want back, kept in the database */
  begin: (object: string) => Promise<string>
  /** Writing a part again replaces it: a crash between store and database leads to just that. */
  writePart: (object: string, handle: string, part: number, sealed: Buffer) => Promise<void>
  writeRest: (object: string, sealed: Buffer) => Promise<void>
  readRest: (object: string) => Promise<Buffer>
  /** From now on parts can be read, and none added. Finishing again does nothing. */
  finish: (object: string, handle: string) => Promise<void>
  /** @param partBytes sealed size of the parts before it */
  readPart: (object: string, part: number, partBytes: number) => Promise<Buffer>
  /** Object, rest and what is unfinished; also when there is nothing. */
  remove: (object: string, handle: string) => Promise<void>
  /** All objects that were last written before a moment, finished or not. */
  writtenBefore: (moment: Date) => AsyncIterable<{ object: string; handle: string }>
}

/** The store has no room: told apart, since a person can do something about it. */
export class StoreFull extends Error {
  override name = 'StoreFull'
}
