import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import type { Lifecycle } from '../../../platform/lifecycle.js'
import type { Log } from '../../../platform/log.js'
import { Attention } from '../../shared/events/attention.js'
import type { KnownAuthority } from '../authority/authority.entity.js'
import { RuleIndex, type RuleRecord } from './rule-index.js'

/** Notified, with an empty payload, whenever a rule or an authority changes; the triggers of migration 0003 do it. */
export const jurisdictionChannel = 'andon_region_jurisdiction'

/**
 * The rules and the authorities of the edition in force, in memory: they stand in every submission and in every list
 * of regions, and change a few times a year.
 */
export type Rules = {
  /** @throws AndonError SUBGRAPH_UNAVAILABLE until they are read */
  now: () => RuleIndex
  /** Undefined where the edition has none of that id. */
  authority: (id: string) => KnownAuthority | undefined
  /** Reads what has changed before it answers, so that who entered a rule sees it; others see it a moment later. */
  refresh: (em: EntityManager) => Promise<RuleIndex>
}

type Edition = { version: bigint; index: RuleIndex; authorities: ReadonlyMap<string, KnownAuthority> }

export function followRules(options: { databaseUrl: string; lifecycle: Lifecycle; log: Log }): Rules {
  const { databaseUrl, lifecycle, log } = options
  let known: Edition | undefined
  const take = async (query: Query): Promise<void> => {
    const read = await readEdition(query, known?.version)
    if (read === undefined || (known !== undefined && read.version <= known.version)) return
    known = read
    log.info({ rules: read.index.rules.length, edition: read.version.toString() }, 'jurisdiction read')
  }
  const attention = new Attention({
    databaseUrl,
    channel: jurisdictionChannel,
    pollMs: 60_000,
    log,
    work: (client) => take(async (sql) => (await client.query(sql)).rows as never),
  })
  attention.start()
  lifecycle.onClose('jurisdiction', () => attention.stop())
  lifecycle.readyWhen('jurisdiction', () => known !== undefined)
  const now = (): RuleIndex => {
    if (known === undefined) throw new AndonError('SUBGRAPH_UNAVAILABLE')
    return known.index
  }
  return {
    now,
    authority: (id) => known?.authorities.get(id),
    refresh: async (em) => {
      await take((sql) => em.execute(sql))
      return now()
    },
  }
}

type Query = <Row extends object>(sql: string) => Promise<Row[]>

type EditionRow = { version: string; rules: RuleRecord[] | null; authorities: KnownAuthority[] | null }

/** Undefined where the edition is the one already known. */
async function readEdition(query: Query, knownVersion: bigint | undefined): Promise<Edition | undefined> {
  // One statement is one snapshot: the version must be that of the rows.
  const [row] = await query<EditionRow>(editionSql(knownVersion))
  if (row === undefined) return undefined
  const { version, rules, authorities } = row
  return {
    version: BigInt(version),
    index: new RuleIndex(rules ?? []),
    authorities: new Map((authorities ?? []).map((authority) => [authority.id, authority])),
  }
}

/** A rule ends with its authority at the latest. */
function editionSql(knownVersion: bigint | undefined): string {
  return `
    SELECT jurisdiction_edition.version::text AS version, (
      SELECT jsonb_agg(jsonb_build_object(
        'id', rule.id, 'authorityId', rule.authority_id, 'regionCode', rule.region_code,
        'includesBelow', rule.includes_below, 'industryCode', rule.industry_code, 'matterType', rule.matter_type,
        'accidentLevel', rule.accident_level, 'validFrom', rule.valid_from,
        'validTo', least(rule.valid_to, authority.closed_on),
        'legalBasis', rule.legal_basis, 'toConfirm', rule.to_confirm))
      FROM region.jurisdiction_rule rule JOIN region.authority ON authority.id = rule.authority_id
    ) AS rules, (
      SELECT jsonb_agg(jsonb_build_object(
        'id', id, 'kind', kind, 'name', name, 'level', level, 'regionCode', region_code,
        'parentAuthorityId', parent_authority_id, 'objectionAuthorityId', objection_authority_id,
        'contacts', contacts, 'toConfirm', to_confirm, 'closedOn', closed_on,
        'successorAuthorityId', successor_authority_id, 'version', authority.version))
      FROM region.authority
    ) AS authorities
    FROM region.jurisdiction_edition WHERE jurisdiction_edition.version > ${(knownVersion ?? 0n).toString()}`
}
