import { Pool } from 'undici'
import { z } from 'zod'
import { AndonError } from '../../../platform/errors.js'
import type { Language } from '../../../platform/language.js'
import type { Lifecycle } from '../../../platform/lifecycle.js'
import type { Log } from '../../../platform/log.js'
import { viewerHeader, type SignViewer } from '../../../platform/viewer/signature.js'
import type { MatterType } from '../../shared/dictionary/matter.js'

/** What decides who answers for a matter. */
export type MatterToLocate = {
  regionCode: string
  industryCode: string
  matterTypes: readonly MatterType[]
  /** The authority the report is about: the next level takes it. */
  againstAuthorityId: string | null
}

/** Who answers for a matter; the path is that of the place as it is today, from the country down. */
export type Jurisdiction = { regionPath: string[] } & (
  | { kind: 'AUTHORITY'; authorityId: string }
  | { kind: 'REFERRAL'; department: string; legalBasis: string; authorityId: string | null }
  | { kind: 'NOBODY'; reason: string }
)

/** Asks region. */
export type LocateJurisdiction = (matter: MatterToLocate, language: Language) => Promise<Jurisdiction>

const document = `query LocateJurisdiction($code: ID!, $industry: ID!, $matters: [MatterType!]!, $against: ID) {
  locateAuthority(regionCode: $code, industryCode: $industry, matterTypes: $matters, againstAuthorityId: $against) {
    __typename
    ... on AuthorityLocated { region { path { code } } authority { id } }
    ... on ReferralLocated { region { path { code } } department legalBasis registered: authority { id } }
    ... on NoAuthority { region { path { code } } reason }
  }
}`

const region = z.object({ path: z.array(z.object({ code: z.string() })).min(1) })
const located = z.discriminatedUnion('__typename', [
  z.object({ __typename: z.literal('AuthorityLocated'), region, authority: z.object({ id: z.uuid() }) }),
  z.object({
    __typename: z.literal('ReferralLocated'),
    region,
    department: z.string(),
    legalBasis: z.string(),
    registered: z.object({ id: z.uuid() }).nullable(),
  }),
  z.object({ __typename: z.literal('NoAuthority'), region, reason: z.string() }),
])

const refusal = z.object({
  message: z.string(),
  extensions: z.object({
    code: z.literal('BAD_USER_INPUT'),
    inputPath: z.string(),
    /** What a region was split into. */
    regionCodes: z.array(z.string()).optional(),
  }),
})
const answerShape = z.union([
  z.object({ data: z.object({ locateAuthority: located }) }),
  z.object({ errors: z.tuple([refusal], z.unknown()) }),
])

const keptMs = 60_000
const timeoutMs = 3_000

/**
 * The one synchronous call of report: region says who is responsible. Answers are kept for a minute, since a burst
 * of reports from one place asks the same thing; that nobody answers is not, so that region counts who asked.
 *
 * @throws AndonError BAD_USER_INPUT where region knows no such place or authority, SUBGRAPH_UNAVAILABLE where it does
 *   not answer; nothing has been written then
 */
export function createRegionClient(options: {
  url: string
  sign: SignViewer
  lifecycle: Lifecycle
  log: Log
}): LocateJurisdiction {
  const ask = createAsk(options)
  const kept = new Map<string, { jurisdiction: Jurisdiction; untilMs: number }>()
  return async (matter, language) => {
    const key = JSON.stringify([asKey(matter), language])
    const known = kept.get(key)
    if (known !== undefined && known.untilMs > Date.now()) return known.jurisdiction
    const jurisdiction = await ask(matter, language)
    if (kept.size > 10_000) kept.clear()
    if (jurisdiction.kind !== 'NOBODY') kept.set(key, { jurisdiction, untilMs: Date.now() + keptMs })
    return jurisdiction
  }
}

/** Everything the answer depends on, however the form named it. */
function asKey({ regionCode, industryCode, matterTypes, againstAuthorityId }: MatterToLocate): unknown[] {
  return [regionCode, industryCode, [...matterTypes].sort(), againstAuthorityId]
}

function createAsk(options: Parameters<typeof createRegionClient>[0]): LocateJurisdiction {
  const { origin, pathname } = new URL(options.url)
  const pool = new Pool(origin, {
    connections: 4,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: timeoutMs },
  })
  options.lifecycle.onClose('region client', () => pool.close())
  return async (matter, language) => {
    const {
      regionCode: code,
      industryCode: industry,
      matterTypes: matters,
      againstAuthorityId: against,
    } = matter
    const body = JSON.stringify({ query: document, variables: { code, industry, matters, against } })
    const viewer = { kind: 'SERVICE', service: 'report' } as const
    const token = options.sign({ audience: 'region', viewer, language, body })
    const headers = { 'content-type': 'application/json', [viewerHeader]: token }
    const answer = await pool
      .request({ path: pathname, method: 'POST', headers, body })
      .then(async (response) => answerShape.parse(await response.body.json()))
      .catch((error: unknown) => {
        options.log.error({ err: error }, 'region did not answer')
        throw regionIsAway()
      })
    if ('data' in answer) return toJurisdiction(answer.data.locateAuthority)
    throw refusedByRegion(answer.errors[0], language)
  }
}

function toJurisdiction(answer: z.infer<typeof located>): Jurisdiction {
  const regionPath = answer.region.path.map(({ code }) => code)
  switch (answer.__typename) {
    case 'AuthorityLocated':
      return { kind: 'AUTHORITY', regionPath, authorityId: answer.authority.id }
    case 'ReferralLocated': {
      const { department, legalBasis, registered } = answer
      return { kind: 'REFERRAL', regionPath, department, legalBasis, authorityId: registered?.id ?? null }
    }
    case 'NoAuthority':
      return { kind: 'NOBODY', regionPath, reason: answer.reason }
  }
}

function regionIsAway(): AndonError {
  return new AndonError('SUBGRAPH_UNAVAILABLE', {
    zh: '暂时无法确认受理机关，您填写的内容没有提交，请稍后再试。',
    en: 'The responsible authority cannot be looked up at the moment. Nothing was submitted: try again shortly.',
  })
}

/** Its arguments are fields of the form. Only that a region was split is said in its own words: they name the parts. */
function refusedByRegion({ extensions, message }: z.infer<typeof refusal>, language: Language): AndonError {
  const { inputPath, regionCodes } = extensions
  const said = regionCodes === undefined ? refusals[inputPath] : { zh: message, en: message }
  if (said === undefined) throw new Error(`region refused ${inputPath} in ${language}`)
  return new AndonError('BAD_USER_INPUT', said, {
    inputPath: `input.${inputPath}`,
    ...(regionCodes === undefined ? {} : { details: { regionCodes } }),
  })
}

const refusals: Readonly<Record<string, { zh: string; en: string }>> = {
  regionCode: {
    zh: '没有这个地区，请重新选择举报事项所在地区。',
    en: 'There is no such region: choose the place of the matter again.',
  },
  industryCode: { zh: '请选择行业领域。', en: 'Choose an industry.' },
  againstAuthorityId: { zh: '没有这个机关，请重新选择。', en: 'There is no such authority: choose again.' },
}
