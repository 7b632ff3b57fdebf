import { describe, expect, it } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { openWithRecoveryKeys } from '../custodian/open-identity.js'
import { runInBareRealm } from '../testing/bare-realm.js'
import { identity, now, openTwoOffices, person, row } from '../testing/offices.js'
import { describeEnvelope } from './envelope.js'
import { intl1 } from './intl-1.suite.js'
import { sm1 } from './sm-1.suite.js'
import type { Suite } from './suite.js'

const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:\bfrom|^import|\bimport\() ?['"]([^'"]+)['"]/gm)].map(
    ([, specifier]) => specifier ?? '',
  )

describe('what front ends import', () => {
  const files = readdirSync('client/sealing').filter((name) => /(?<!\.test)\.ts$/.test(name))
  const allowed =
    /^\.\/[\w.-]+\.js$|^@noble\/(ciphers\/chacha|curves\/ed25519|hashes\/(hkdf|hmac|sha2))\.js$|^sm-crypto-v2$/

  it.each(files)('%s knows its neighbours and the cipher libraries, and nothing of Node', (name) => {
    const path = `client/sealing/${name}`
    for (const specifier of importsOf(path)) expect(specifier).toMatch(allowed)
    expect(withoutComments(readFileSync(path, 'utf8'))).not.toMatch(
      /\b(?:Buffer|process|require|globalThis|TextEncoder\(|WebAssembly|crypto\.)/,
    )
  })

  it('pays for 国密 only where it is used', () => {
    const users = files.filter((name) => importsOf(`client/sealing/${name}`).includes('sm-crypto-v2'))
    expect(users).toEqual(['sm-1.suite.ts', 'sm2.ts'])
  })
})

/** A mini-program has this and not `crypto`; the SM library asks for it when it is loaded. */
const wx = {
  getRandomValues: ({ length, success }: { length: number; success: (answer: object) => void }) =>
    success({ randomValues: new ArrayBuffer(length) }),
}

describe.each([
  { suite: intl1, file: 'intl-1', name: 'intl1', globals: { TextEncoder }, kibAtMost: 220 },
  { suite: sm1, file: 'sm-1', name: 'sm1', globals: { wx }, kibAtMost: 190 },
])('where there is nothing but the language, $name', ({ suite, file, name, globals, kibAtMost }) => {
  it('seals what the custodian opens, and stays small', async () => {
    const { bundle, exported, files } = await sealInBareRealm(suite, file, name, globals)
    const envelope = Uint8Array.from(exported['envelope'] as Uint8Array)
    const opened = openWithRecoveryKeys({
      envelope,
      row,
      suite,
      recordedHash: describeEnvelope(envelope, [suite]).envelopeHash,
      firstKeys: person(bundle.bureau.people, 'bureau-recovery'),
      secondKeys: person(bundle.committee.people, 'committee-recovery'),
    })
    expect(opened).toEqual(identity)
    const bytes = files.reduce((sum, path) => sum + withoutComments(readFileSync(path, 'utf8')).length, 0)
    expect(bytes / 1024).toBeLessThan(kibAtMost)
  })
})

async function sealInBareRealm(suite: Suite, file: string, name: string, globals: object) {
  const bundle = openTwoOffices(suite, 61)
  const { policy, bundles, random } = bundle
  const pins = { custodians: policy.custodians, approvers: policy.approvers }
  const given = {
    ...globals,
    TextEncoder,
    given: { identity, row, pins, bundles, pool: random(8192), at: now.getTime() },
  }
  const script = `
    import { ${name} as suite } from './${file}.suite.js'
    import { randomFromPool } from './random.js'
    import { sealIdentity } from './seal-identity.js'
    declare const given: any
    const { identity, row, pins, bundles, pool, at } = given
    // What loading alone wants: the curve library has a threshold scheme that a bundler drops, being marked pure.
    Reflect.deleteProperty(globalThis, 'TextEncoder')
    const random = randomFromPool(pool)
    export const { envelope } = sealIdentity({
      identity, row, bundles, random, policy: { suite, ...pins }, now: new Date(at),
    })
  `
  return { bundle, ...(await runInBareRealm(script, resolve('client/sealing/bare-script.ts'), given)) }
}

/** About what is left before a minifier shortens names; a real bundle is less than half. */
function withoutComments(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '').replaceAll(/^\s+/gm, '')
}
