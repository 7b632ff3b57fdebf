import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Lifecycle } from '../../platform/lifecycle.js'
import type { AnchorSettings } from '../../subgraphs/shared/audit/anchoring.js'

/** A folder for anchors that goes when the test ends, and a key of its own. */
export function openAnchorSettings(lifecycle: Lifecycle): AnchorSettings {
  const folder = mkdtempSync(join(tmpdir(), 'andon-anchors-'))
  lifecycle.onClose('anchors', () => rmSync(folder, { recursive: true, force: true }))
  return { ANCHOR_FOLDER: folder, AUDIT_ANCHOR_KEY: generateKeyPairSync('ed25519').privateKey }
}
