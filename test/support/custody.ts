import type { KeyObject } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SuiteName } from '../../client/sealing/suite.js'
import { openDemoCustody, type DemoCustody } from '../../local/custody/demo-custody.js'
import { publishBundles } from '../../local/custody/publish-bundles.js'
import type { Lifecycle } from '../../platform/lifecycle.js'
import { readSettings } from '../../platform/settings.js'
import {
  sealingSettings,
  type SealingSettings,
} from '../../subgraphs/report/identity-vault/keys/sealing-settings.js'

/** The demonstration's offices in a folder that goes with the test. */
export type TestCustody = DemoCustody & {
  /** Of every key file. */
  passphrase: string
  settings: SealingSettings
  publish: (url: string, gatewayKey: KeyObject) => Promise<void>
}

export function openTestCustody(lifecycle: Lifecycle, suiteName: SuiteName): TestCustody {
  const dataFolder = mkdtempSync(join(tmpdir(), 'andon-custody-'))
  lifecycle.onClose('custody folder', () => rmSync(dataFolder, { recursive: true }))
  const passphrase = 'correct horse battery staple'
  const custody = openDemoCustody({ dataFolder, suiteName, passphrase })
  const SEALING_POLICY_FILE = custody.policyFile
  return {
    ...custody,
    passphrase,
    settings: readSettings(sealingSettings, { SEALING_SUITE: suiteName, SEALING_POLICY_FILE }),
    publish: (url, key) => {
      const signingKey = key.export({ format: 'der', type: 'pkcs8' }).toString('base64')
      return publishBundles({ reportUrl: `${url}/graphql`, signingKey, bundles: custody.bundles })
    },
  }
}
