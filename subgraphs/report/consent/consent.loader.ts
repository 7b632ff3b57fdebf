import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import { ConsentKind } from './consent-kind.js'
import { Consent } from './consent.entity.js'
import type { ReportConsent } from './consent.type.js'
import { SeparateConsent } from './separate-consent.entity.js'

export type ConsentLoader = DataLoader<string, ReportConsent[]>

/** What was agreed to for reports, first to last. Two queries a request. */
export function createConsentLoader(em: EntityManager): ConsentLoader {
  return new DataLoader(async (reportIds: readonly string[]) => {
    const where = { reportId: [...reportIds] }
    const [agreed, separate] = await Promise.all([
      em.fork().find(Consent, where),
      em.fork().find(SeparateConsent, where, { orderBy: { at: 'asc', id: 'asc' } }),
    ])
    const agreedBy = new Map(agreed.map((consent) => [consent.reportId, consent]))
    const separateBy = Map.groupBy(separate, ({ reportId }) => reportId)
    return reportIds.map((id) => [...agreedOnce(agreedBy.get(id)), ...historyOf(separateBy.get(id) ?? [])])
  })
}

function agreedOnce(consent: Consent | undefined): ReportConsent[] {
  if (consent === undefined) return []
  const { noticeVersion, privacyVersion, declarationVersion, declaredTrue, channel, agreedAt: at } = consent
  const given = { given: true, inForce: true, channel, at }
  return [
    { kind: ConsentKind.NOTICE, version: noticeVersion, ...given },
    { kind: ConsentKind.PRIVACY, version: privacyVersion, ...given },
    ...(declaredTrue ? [{ kind: ConsentKind.TRUTH, version: declarationVersion, ...given }] : []),
  ]
}

function historyOf(entries: readonly SeparateConsent[]): ReportConsent[] {
  return entries.map(({ kind, given, version, channel, at }, index) => {
    const inForce = given && !entries.slice(index + 1).some((later) => later.kind === kind)
    return { kind: ConsentKind[kind], given, inForce, version, channel, at }
  })
}
