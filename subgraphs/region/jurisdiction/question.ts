import { AndonError } from '../../../platform/errors.js'
import { dayInChina } from '../../shared/day.js'
import { isIndustryCode, type AccidentLevel, type MatterType } from '../../shared/dictionary/matter.js'
import { isUuid } from '../../shared/uuid.js'
import type { RegionContext } from '../context.js'
import type { KnownAuthority } from '../authority/authority.entity.js'
import { fullNameOf, pathOf, type Division } from '../division/division-tree.js'
import { requireRegionCode } from '../division/region-code.js'
import type { MatterAsked } from './rule-index.js'

/** Who answers for a matter, as it is asked. */
export type LocateArguments = {
  regionCode: string
  industryCode?: string | null | undefined
  matterTypes?: MatterType[] | null | undefined
  accidentLevel?: AccidentLevel | null | undefined
  againstAuthorityId?: string | null | undefined
  asOf?: Date | null | undefined
}

export type LocateQuestion = MatterAsked & {
  division: Division
  /** The authority the matter is about. */
  against: KnownAuthority | null
}

/** @throws AndonError BAD_USER_INPUT naming the argument: a code nobody has, an industry or an authority there is not */
export async function readQuestion(context: RegionContext, asked: LocateArguments): Promise<LocateQuestion> {
  const division = divisionToday(context, requireRegionCode(asked.regionCode, 'regionCode'))
  const industryCode = asked.industryCode ?? null
  if (industryCode !== null && !isIndustryCode(industryCode))
    throw unknown('industryCode', '没有这个行业领域代码。', 'No industry has this code.')
  return {
    division,
    path: pathOf(division).map(({ code }) => code),
    industryCode,
    matterTypes: asked.matterTypes ?? [],
    accidentLevel: asked.accidentLevel ?? null,
    day: dayInChina(asked.asOf ?? undefined),
    against: asked.againstAuthorityId == null ? null : await readAgainst(context, asked.againstAuthorityId),
  }
}

/**
 * The division that has taken the place of the one a code named, however long ago; a rule is for what there is today.
 *
 * @throws AndonError BAD_USER_INPUT where nobody ever had the code, or where several followed: which of them a matter
 *   lies in is for who reports it to say
 */
function divisionToday({ divisions }: RegionContext, code: string): Division {
  const { tree, history } = divisions()
  const today = tree.get(code)
  if (today !== undefined) return today
  const former = history.findEver(code)
  const heirs = former === undefined ? [] : history.successorsToday(former)
  const [heir, ...others] = heirs
  if (heir === undefined) throw unknown('regionCode', '没有这个区划代码。', 'No region has this code.')
  if (others.length === 0) return heir
  const names = heirs.map((division) => fullNameOf(division))
  throw new AndonError(
    'BAD_USER_INPUT',
    {
      zh: `该区划已经撤销，现分属${names.join('、')}，请重新选择。`,
      en: `The region is no more; it lies in ${names.join(', ')} today: choose one of them.`,
    },
    { inputPath: 'regionCode', details: { regionCodes: heirs.map((division) => division.code) } },
  )
}

async function readAgainst({ authorities }: RegionContext, id: string): Promise<KnownAuthority> {
  const named = isUuid(id) ? await authorities.byId.load(id.toLowerCase()) : null
  if (named === null) throw unknown('againstAuthorityId', '没有这个机关。', 'There is no such authority.')
  return named
}

export function unknown(inputPath: string, zh: string, en: string): AndonError {
  return new AndonError('BAD_USER_INPUT', { zh, en }, { inputPath })
}
