import { errors } from '@strapi/utils'
import { sheetAddress, pictureOf, type PublicPosters } from '../posters/public-posters'
import type { ProgramCodes } from '../posters/program-codes'
import type { PublicPoster } from '../posters/poster-rows'
import { accessibleText, wordsOf } from '../posters/words'
import { isPlacementCode } from '../publication/placement-code'
import type { ScanCounter } from '../scans/scan-counter'
import type { ScanRow, ScanStore } from '../scans/scan-store'
import { dayOf, startOfDay } from './day'
import { AndonError, generalMessages } from './errors'
import { readFirst } from './pages'
import type { PlacementRow } from './public-rows'
import { readRegionCode } from './region-codes'
import type { Context } from './resolvers'
import type { createVersionedTexts } from './versioned-texts'
import type { Viewer } from './viewer'

export type PosterSources = {
  posters: PublicPosters
  programCodes: ProgramCodes
  scans: ScanCounter
  scanStore: ScanStore
  texts: ReturnType<typeof createVersionedTexts>
}
type Shown = { placement: PlacementRow }

export function createPosterResolvers(sources: PosterSources) {
  const { posters, texts } = sources
  const found = ({ placement }: Shown, { loaders }: Context): Promise<PublicPoster | null> =>
    loaders.poster.load(placement.documentId)
  return {
    Query: {
      placementScans: (_: unknown, args: ScanArguments, context: Context) => scansFor(sources, args, context),
    },
    Mutation: mutations(sources),
    QrPoster: {
      payload: ({ placement }: Shown) => posters.landing(placement.code) ?? placement.code,
      templateTitle: async (shown: Shown, _: unknown, context: Context) =>
        (await found(shown, context))?.template?.title ?? null,
      image: async (shown: Shown, _: unknown, context: Context) => {
        const poster = await found(shown, context)
        if (poster?.template == null || posters.landing(shown.placement.code) === undefined) return null
        return pictureOf({ placement: poster.placement, template: poster.template })
      },
      sheet: async (shown: Shown, _: unknown, context: Context) => {
        const poster = await found(shown, context)
        if (!poster?.template?.publicPdf || posters.landing(shown.placement.code) === undefined) return null
        const { paper, orientation } = poster.template
        return { url: sheetAddress(poster.placement), mime: 'application/pdf', paper, orientation }
      },
      accessibleText: async (shown: Shown, _: unknown, context: Context) => {
        const poster = await found(shown, context)
        return poster?.template == null ? null : accessibleText(wordsOf(poster.template, poster.placement))
      },
      instructions: async (shown: Shown, _: unknown, context: Context) =>
        instructionsOf(texts, (await found(shown, context))?.template ?? null),
    },
    ScanPeriod: {
      from: ({ from }: { from: string }) => startOfDay(from),
      to: ({ to }: { to: string }) => startOfDay(to),
    },
  }
}

/** In the versions the template names; an older template that names none goes with the current ones. */
async function instructionsOf(texts: PosterSources['texts'], template: PublicPoster['template']) {
  const versions = {
    REGISTER: template?.registerVersion,
    USE: template?.useVersion,
    MANAGE: template?.manageVersion,
  }
  const found = await Promise.all(
    Object.entries(versions).map(([kind, version]) =>
      texts('api::instruction.instruction', version, { kind, disclosure: 'ACTIVE' }),
    ),
  )
  return found.filter((text) => text !== null)
}

function mutations({ scans, programCodes }: PosterSources) {
  return {
    recordPlacementScan: (_: unknown, args: { code: string; attempt?: string | null }, context: Context) => {
      notKept(context)
      if (!isPlacementCode(args.code)) throw badCode('code')
      if (args.attempt != null && !/^[\x21-\x7e]{8,64}$/.test(args.attempt))
        throw new AndonError('BAD_USER_INPUT', generalMessages.BAD_USER_INPUT, 'attempt')
      scans.record(args.code, args.attempt ?? undefined)
      return { received: true }
    },
    keepMiniProgramCode: async (
      _: unknown,
      { placementCode, scene, image }: { placementCode: string; scene: string; image: string },
      { viewer }: Context,
    ) => {
      const subject = requireRole(viewer, ['PUBLICITY_STAFF'])
      if (!isPlacementCode(placementCode)) throw badCode('placementCode')
      const bytes = Buffer.from(image, 'base64')
      await programCodes
        .keep({ code: placementCode, scene, image: bytes, by: `staff ${subject}` })
        .catch((error: unknown) => {
          if (!(error instanceof errors.ApplicationError)) throw error
          throw new AndonError('BAD_USER_INPUT', {
            zh: error.message,
            en: 'The picture, its scene or the placement does not fit.',
          })
        })
      return { placementCode, scene }
    },
  }
}

/** An answer that looked at who asks is kept and shared for nobody: a second scan is a second scan. */
function notKept(context: Context): void {
  void context.viewer
}

type ScanArguments = {
  code?: string | null
  regionCode?: string | null
  from?: Date | null
  to?: Date | null
  first?: number | null
}

async function scansFor({ scanStore }: PosterSources, args: ScanArguments, { viewer }: Context) {
  requireRole(viewer, ['PUBLICITY_STAFF', 'LEADER', 'SUPERVISOR', 'DASHBOARD'])
  if (args.code != null && !isPlacementCode(args.code)) throw badCode('code')
  const today = dayOf(new Date())
  const yesterday = dayOf(new Date(Date.now() - 86_400_000))
  const last = args.to == null ? yesterday : dayOf(args.to)
  const asked = {
    code: args.code ?? undefined,
    regionCode: readRegionCode(args.regionCode),
    from: args.from == null ? '2000-01-01' : dayOf(args.from),
    to: last < yesterday ? last : yesterday,
  }
  const first = readFirst(args.first)
  await scanStore.closeDays(today)
  const placements: ScanRow[] = await scanStore.told(asked, first)
  return { scans: await scanStore.total(asked), until: startOfDay(asked.to), placements }
}

/** @throws AndonError UNAUTHENTICATED, FORBIDDEN */
function requireRole(viewer: Viewer, roles: readonly string[]): string {
  if (viewer.kind === 'ANONYMOUS') throw new AndonError('UNAUTHENTICATED')
  if (viewer.kind === 'STAFF' && viewer.roles.some((role) => roles.includes(role))) return viewer.subject
  throw new AndonError('FORBIDDEN')
}

function badCode(inputPath: string): AndonError {
  return new AndonError(
    'BAD_USER_INPUT',
    {
      zh: '公示牌编号不正确，请核对后重新输入，或重新扫码。',
      en: 'The code on the sign does not read right: check it or scan again.',
    },
    inputPath,
  )
}
