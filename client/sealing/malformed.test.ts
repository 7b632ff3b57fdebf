import { expect, it } from '@jest/globals'
import { parseApproval } from '../custodian/approval.js'
import { readHolderCard } from '../custodian/holder-keys.js'
import { openHolderKeyFile } from '../custodian/key-file.js'
import { parseRequest } from '../custodian/reveal-request.js'
import { now, openTwoOffices, pinOf } from '../testing/offices.js'
import { seededRandom } from '../testing/seeded-random.js'
import { describeEnvelope } from './envelope.js'
import { decodeIdentity } from './identity.js'
import { intl1 } from './intl-1.suite.js'
import { openBundle } from './key-bundle.js'
import { SealingError } from './sealing-error.js'
import { sm1 } from './sm-1.suite.js'
import { decodeUtf8, encodeUtf8 } from './utf8.js'

const suites = [intl1, sm1]
const random = seededRandom(51)
const offices = openTwoOffices(intl1, 52)

const readers: Record<string, (bytes: Uint8Array) => unknown> = {
  AENV: (bytes) => describeEnvelope(bytes, suites),
  AKBN: (bytes) => openBundle(bytes, { ...pinOf(offices.bureau), suite: intl1 }, now),
  ACRD: (bytes) => readHolderCard(bytes, suites),
  ARQT: (bytes) => parseRequest(bytes, suites),
  AAPV: (bytes) => parseApproval(bytes, suites),
  identity: decodeIdentity,
  text: decodeUtf8,
}

it.each(Object.keys(readers))('any bytes given as %s are read or refused in our words', (kind) => {
  const read = readers[kind]!
  for (let round = 0; round < 900; round++) {
    const noise = random(random.below(round < 600 ? 200 : 4000))
    // Half of them begin as they should, so that the depths are reached too.
    const begins = round % 2 === 0 && kind.length === 4
    const bytes = begins ? Uint8Array.from([...encodeUtf8(kind), 1, 1 + (round % 3), ...noise]) : noise
    try {
      read(bytes)
    } catch (error) {
      expect(error).toBeInstanceOf(SealingError)
    }
  }
})

it('any bytes given as a key file are refused, quickly', () => {
  for (let round = 0; round < 150; round++) {
    const noise = random(random.below(200))
    const head = [
      ...encodeUtf8('AKEY'),
      1,
      1 + (round % 3),
      1,
      random.below(8),
      random.below(3),
      random.below(3),
    ]
    const bytes = Uint8Array.from([...head, ...noise])
    expect(() => openHolderKeyFile(bytes, 'a passphrase', suites)).toThrow(SealingError)
  }
})

it('an envelope with bytes overwritten, dropped or doubled is described or refused, never misread', () => {
  const envelope = offices.seal()
  for (let round = 0; round < 400; round++) {
    const [at, length] = [random.below(envelope.length), random.below(40)]
    const [before, after] = [envelope.slice(0, at), envelope.slice(at + (round % 3 === 0 ? length : 0))]
    const between = round % 3 === 1 ? random(length) : new Uint8Array(0)
    const damaged = Uint8Array.from([...before, ...between, ...after])
    if (length === 0 || round % 3 === 2) continue
    expect(() => describeEnvelope(damaged, suites)).toThrow(SealingError)
  }
})
