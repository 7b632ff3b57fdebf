import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Lifecycle } from '../../platform/lifecycle.js'
import { readSettings } from '../../platform/settings.js'
import { evidenceSettings, type EvidenceSettings } from '../../subgraphs/report/evidence/settings.js'

/** Settings for evidence in a folder of its own, which goes with the test. */
export function openEvidenceSettings(
  lifecycle: Lifecycle,
  changes: Record<string, string> = {},
): EvidenceSettings {
  const folder = mkdtempSync(join(tmpdir(), 'andon-evidence-'))
  lifecycle.onClose('evidence folder', () => rmSync(folder, { recursive: true }))
  const EVIDENCE_ENVELOPE_KEY = randomBytes(32).toString('base64')
  return readSettings(evidenceSettings, { EVIDENCE_ENVELOPE_KEY, EVIDENCE_FOLDER: folder, ...changes })
}
