import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { launchPlatform, type LaunchedPlatform } from '../support/launched-platform.js'
import { encodingsOf } from '../support/leak-search/encodings.js'
import { createSearch } from '../support/leak-search/needles.js'
import { nestInCheckout, openPlaces, type Place } from '../support/leak-search/places.js'
import { tellSecretStory, type Secrets } from '../support/leak-search/secret-story.js'

/** What was found: in which place, exactly where, what, and how it is written there. */
type Trace = { place: string; where: string; secret: string; encoding: string }

describe('after a story with all its troubles', () => {
  let platform: LaunchedPlatform
  let secrets: Secrets
  const canaries: { place: string; name: string; encodings: string[] }[] = []
  const traces: Trace[] = []

  beforeAll(async () => {
    const startedMs = Date.now()
    platform = await launchPlatform('trace')
    // The log of the whole story is searched, and in the clear.
    await platform.ask("ALTER SYSTEM SET wal_keep_size = '4GB'")
    await platform.ask('SELECT pg_reload_conf()')
    expect(await platform.ask('SHOW wal_compression')).toEqual([{ wal_compression: 'off' }])
    secrets = await tellSecretStory(platform)
    const places = await openPlaces(platform, startedMs)
    const texts = await plantCanaries(places)
    for (const database of ['andon', 'andon_cms']) await platform.ask('ANALYZE', [], database)
    await platform.ask('CHECKPOINT')
    const search = createSearch({ ...secrets, ...texts })
    for (const place of places) {
      for await (const { where, bytes } of place.haystacks())
        for (const found of search(bytes)) traces.push({ place: place.name, where, ...found })
    }
  }, 600_000)
  afterAll(async () => {
    await platform[Symbol.asyncDispose]()
    rmSync(nestInCheckout, { recursive: true, force: true })
  }, 60_000)

  const plantCanaries = async (places: readonly Place[]): Promise<Secrets> => {
    const texts: Secrets = {}
    for (const place of places) {
      for (const [corner, plant] of Object.entries(place.plants)) {
        const name = `canary of ${place.name}: ${corner}`
        const text = `金丝雀${String(randomInt(10 ** 9, 10 ** 10))}栖于此`
        canaries.push({ place: place.name, name, encodings: await plant(encodingsOf(text)) })
        texts[name] = text
      }
    }
    return texts
  }

  it('a canary is found in every place that is searched, however it is written', () => {
    expect(canaries.length).toBeGreaterThan(15)
    for (const { place, name, encodings } of canaries) {
      const found = traces.filter((trace) => trace.place === place && trace.secret === name)
      expect([name, new Set(found.map(({ encoding }) => encoding))]).toEqual([name, new Set(encodings)])
    }
  })

  it('every process has written a log to be searched, and the launcher too', () => {
    const logs = readdirSync(join(platform.dataFolder, 'logs'))
    const names = ['gateway', 'report', 'case', 'region', 'statistics', 'cms', 'identity', 'migrate']
    for (const name of [...names, 'postgres', 'launcher']) expect(logs).toContain(`${name}.log`)
  })

  it('nothing that was told in confidence is found anywhere', () => {
    expect(Object.keys(secrets).length).toBeGreaterThan(30)
    expect(traces.filter(({ secret }) => secret in secrets)).toEqual([])
  })
})
