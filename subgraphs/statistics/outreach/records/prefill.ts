import type { EntityManager } from '@mikro-orm/postgresql'
import { AuthorityReach } from '../../../shared/reach/authority-reach.entity.js'
import { prefixOf } from '../../../shared/reach/reach.service.js'
import { addFigures, zeroFigures, type Figures } from '../summary/figures.js'

/** What the records of the CMS give for one authority. */
export type Prefill = { figures: Figures; activityKinds: Readonly<Record<string, number>> }

export const nothingRecorded: Prefill = { figures: { ...zeroFigures }, activityKinds: {} }

type Period = { startsOn: string; endsOn: string }

/**
 * What each authority can show by the records of its own place, within the days of a campaign. A record belongs to one
 * authority: the lowest one whose place it lies in, so that sums up the tree count nothing twice.
 */
export async function prefillOf(
  em: EntityManager,
  period: Period,
  authorityIds: readonly string[],
): Promise<Map<string, Prefill>> {
  const departments = await em.find(
    AuthorityReach,
    { kind: 'EMERGENCY_MANAGEMENT', regionCode: { $ne: null }, closedOn: null },
    { fields: ['authorityId', 'regionCode'] },
  )
  const byPrefix = new Map(departments.map((one) => [prefixOf(one.regionCode ?? ''), one.authorityId]))
  const wanted = new Set(authorityIds)
  const result = new Map<string, Prefill>()
  for (const row of await countRecords(em, period)) {
    const owner = ownerOf(row.region_code, byPrefix)
    if (owner === undefined || !wanted.has(owner)) continue
    result.set(owner, combine(result.get(owner) ?? nothingRecorded, row))
  }
  return result
}

function ownerOf(code: string, byPrefix: ReadonlyMap<string, string>): string | undefined {
  for (const length of [9, 6, 4, 2, 0]) {
    const owner = length <= code.length ? byPrefix.get(code.slice(0, length)) : undefined
    if (owner !== undefined) return owner
  }
  return undefined
}

type Counted = {
  region_code: string
  media_columns: number
  posters: number
  brochures: number
  qr: number
  other: number
  placed_enterprises: number
  placed_communities: number
  most_enterprises: number
  most_communities: number
  kinds: Record<string, number> | null
}

/**
 * One row a region. Covered is what has a placement by the registry, each entry once; where one activity reached more
 * it is that: a number the coverage certainly has, since nobody knows how activities and placements overlap.
 */
function countRecords(em: EntityManager, { startsOn, endsOn }: Period): Promise<Counted[]> {
  return em.execute<Counted[]>(
    `WITH counted AS (
       SELECT * FROM statistics.outreach_record WHERE in_place AND (day IS NULL AND kind = 'PLACEMENT' OR day BETWEEN ? AND ?)
     ), kinds AS (
       SELECT region_code, jsonb_object_agg(type, many) AS kinds FROM (
         SELECT region_code, type, count(*)::int AS many FROM counted
         WHERE kind = 'ACTIVITY' OR kind = 'MEDIA' AND NOT (type = ANY(${press}))
         GROUP BY region_code, type
       ) AS by_type GROUP BY region_code
     )
     SELECT region_code,
       count(*) FILTER (WHERE kind = 'MEDIA' AND type = ANY(${press}))::int AS media_columns,
       count(*) FILTER (WHERE kind = 'PLACEMENT' AND NOT (type = ANY(${official})))::int AS posters,
       sum(brochures)::int AS brochures,
       count(*) FILTER (WHERE kind = 'PLACEMENT' AND type = ANY(${official}))::int AS qr,
       count(*) FILTER (WHERE kind = 'ACTIVITY' OR kind = 'MEDIA' AND NOT (type = ANY(${press})))::int AS other,
       count(DISTINCT registry_entry_id) FILTER (WHERE entry_kind = 'ENTERPRISE')::int
         + count(*) FILTER (WHERE type = 'FACTORY_GATE' AND registry_entry_id IS NULL)::int AS placed_enterprises,
       count(DISTINCT registry_entry_id) FILTER (WHERE entry_kind = 'COMMUNITY')::int AS placed_communities,
       max(enterprises) AS most_enterprises, max(communities) AS most_communities,
       (SELECT kinds FROM kinds WHERE kinds.region_code = counted.region_code) AS kinds
     FROM (
       SELECT counted.*, entry.kind AS entry_kind FROM counted
       LEFT JOIN statistics.registry_entry entry ON entry.id = counted.registry_entry_id
     ) AS counted GROUP BY region_code`,
    [startsOn, endsOn],
  )
}

/** 报纸、电视、广播等专题栏目; everything published elsewhere is one of the 其他宣传方式. */
const press = `ARRAY['BROADCAST', 'TV', 'NEWSPAPER', 'PERIODICAL']`
/** 应急管理部门网站、官方微信公众号. */
const official = `ARRAY['OFFICIAL_SITE', 'OFFICIAL_ACCOUNT']`

function combine(known: Prefill, row: Counted): Prefill {
  const figures = addFigures(known.figures, {
    mediaColumns: row.media_columns,
    postersAndBoards: row.posters,
    brochures: row.brochures,
    qrPlacements: row.qr,
    otherActivities: row.other,
    enterprisesCovered: Math.max(row.placed_enterprises, row.most_enterprises),
    communitiesCovered: Math.max(row.placed_communities, row.most_communities),
  })
  const activityKinds = { ...known.activityKinds }
  for (const [kind, many] of Object.entries(row.kinds ?? {}))
    activityKinds[kind] = (activityKinds[kind] ?? 0) + many
  return { figures, activityKinds }
}

const words: Readonly<Record<string, string>> = {
  MEETING: '会议',
  TRAINING: '培训',
  LECTURE: '宣讲',
  ENFORCEMENT_INSPECTION: '执法检查',
  OTHER: '其他活动',
  PORTAL: '门户网站刊发',
  WECHAT: '微信刊发',
  WECHAT_ACCOUNT: '微信公众号刊发',
  DOUYIN: '抖音刊发',
  WEIBO: '微博刊发',
  OFFICIAL_SITE: '官网刊发',
  OFFICIAL_ACCOUNT: '官方公众号刊发',
}

/** 请说明具体活动形式, as the records tell it; null where there is nothing to tell. */
export function describeActivities({ activityKinds }: Prefill): string | null {
  const parts = Object.keys(words).flatMap((kind) => {
    const many = activityKinds[kind]
    return many === undefined ? [] : [`${words[kind] ?? kind}${String(many)}次`]
  })
  return parts.length === 0 ? null : `${parts.join('、')}。`
}
