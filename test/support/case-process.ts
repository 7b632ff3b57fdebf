import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestDatabase } from './database.js'
import { createTestSigners } from './signers.js'

/** What the process of case is told when a test starts it as it runs in earnest; keep it for all starts of a test. */
export function caseProcessSettings(
  database: TestDatabase,
  trustedKeys: readonly string[],
): Record<string, string> {
  const anchorKey = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' })
  return {
    TRUSTED_KEYS: trustedKeys.join(),
    EVENTS_DATABASE_URL: database.runtimeUrl('case'),
    CASE_DATABASE_URL: database.runtimeUrl('case'),
    // Nobody answers there.
    REPORT_URL: 'http://127.0.0.1:1/graphql',
    REGION_URL: 'http://127.0.0.1:1/graphql',
    SERVICE_SIGNING_KEY: createTestSigners('case')
      .key('case')
      .export({ format: 'der', type: 'pkcs8' })
      .toString('base64'),
    CASE_ENVELOPE_KEY: randomBytes(32).toString('base64'),
    AUDIT_REASON_KEY: randomBytes(32).toString('base64'),
    AUDIT_ANCHOR_KEY: anchorKey.toString('base64'),
    ANCHOR_FOLDER: mkdtempSync(join(tmpdir(), 'andon-anchors-')),
  }
}
