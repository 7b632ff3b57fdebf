import type { EntityManager } from '@mikro-orm/postgresql'
import { areEqual, fromHex, toHex } from '../../../../client/sealing/bytes.js'
import {
  bundleSubject,
  openBundle,
  verifyBundle,
  type KeyBundle as OpenedBundle,
  type RootPin,
} from '../../../../client/sealing/key-bundle.js'
import { AndonError } from '../../../../platform/errors.js'
import { requireStaff, type Viewer } from '../../../../platform/viewer/viewer.js'
import { recordAudit } from '../../../shared/audit/record.js'
import type { ReportAuditAction } from '../../audit-actions.js'
import { orBadInput, readBase64, toBase64 } from '../papers.js'
import type { Holdings } from './holdings.js'
import { StoredKeyBundle } from './key-bundle.entity.js'
import { SealingSuite, type KeyBundle } from './key-bundle.type.js'
import { knownSuites } from './sealing-settings.js'

/**
 * Takes in a bundle that an authority's offline root has signed. What was published stays: bundles go forward only,
 * and the same one again changes nothing.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT where it is not signed by a pinned root or not in force,
 *   CONFLICT where it is older than the newest, or another of the same version
 */
export async function publishKeyBundle(
  { em, viewer, holdings }: { em: EntityManager; viewer: Viewer; holdings: Holdings },
  text: string,
): Promise<KeyBundle> {
  const { subject: publishedBy } = requireStaff(viewer, 'PUBLISH_KEY_BUNDLES')
  const bytes = readBase64(text, 'bundle')
  const pin = pinFor(bytes, holdings)
  const bundle = orBadInput('bundle', () => openBundle(bytes, pin, new Date()))
  await em.transactional(async (inner) => {
    // Two versions at once would each be newer than what they found.
    await inner.execute('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [`keys ${pin.authorityId}`])
    if (await isKnown(inner, bundle, pin)) return
    const { version, issuedAt, expiresAt, authorityId } = bundle
    const suite = bundle.suite.name
    const row = { authorityId, suite, version, bundle: Buffer.from(bytes), issuedAt, expiresAt }
    inner.persist(inner.create(StoredKeyBundle, { ...row, publishedAt: new Date(), publishedBy }))
    const thing = { kind: 'AUTHORITY', id: authorityId }
    const facts = { suite, version, digest: toHex(bundle.seen.digest) }
    await recordAudit<ReportAuditAction>(inner, {
      ...{ actor: viewer, action: 'KEY_BUNDLE_PUBLISHED' as const },
      ...{ thing, facts },
    })
  })
  return describe(bundle, bytes)
}

function pinFor(bytes: Uint8Array, { pinned }: Holdings): RootPin {
  const { authorityId, suite } = orBadInput('bundle', () => bundleSubject(bytes, knownSuites))
  const root = pinned?.roots.find((each) => each.authorityId === authorityId && each.suite === suite.name)
  if (root !== undefined) return { authorityId, suite, rootPublicKey: fromHex(root.rootPublicKey) }
  throw new AndonError(
    'BAD_USER_INPUT',
    {
      zh: '该机关在此密码套件下没有预置的根公钥，请先在部署设置中预置。',
      en: 'No root of this authority is pinned for this suite: pin it in the settings first.',
    },
    { inputPath: 'bundle' },
  )
}

async function isKnown(em: EntityManager, bundle: OpenedBundle, pin: RootPin): Promise<boolean> {
  const { authorityId, suite } = pin
  const of = { authorityId, suite: suite.name }
  const newest = await em.findOne(StoredKeyBundle, of, { orderBy: { version: 'desc' } })
  if (newest === null || newest.version < bundle.version) return false
  const before = verifyBundle(Uint8Array.from(newest.bundle), pin)
  if (before.version === bundle.version && areEqual(before.seen.digest, bundle.seen.digest)) return true
  throw new AndonError(
    'CONFLICT',
    {
      zh: '已有更新的版本，或同一版本的另一份公钥清单，不能发布。',
      en: 'A newer bundle, or another of this version, was published before.',
    },
    { inputPath: 'bundle' },
  )
}

function describe(
  { authorityId, suite, version, issuedAt, expiresAt }: OpenedBundle,
  bytes: Uint8Array,
): KeyBundle {
  return {
    authorityId,
    suite: SealingSuite[suite.name],
    version,
    issuedAt,
    expiresAt,
    bundle: toBase64(bytes),
  }
}
