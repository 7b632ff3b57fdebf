import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { openBytes, sealBytes, type Place } from '../content/cipher.js'
import type { EnvelopeKeys } from '../../shared/sealed-content/envelope-keys.js'
import type { WeChatAccount } from './settings.js'
import type { WeChatTransport } from './transport.js'
import { WeChatToken } from './wechat-token.entity.js'

export type AccessTokens = {
  get: () => Promise<string>
  /** Another one than the one WeChat has just refused. */
  renew: (refused: string) => Promise<string>
}

type Token = { value: string; expiresAt: Date }

/**
 * WeChat gives the next token five minutes before the end of one, and both serve until then. Asked a little later
 * than that it never answers the old one again.
 */
const renewBeforeMs = 4 * 60_000
/** 20 times a day and 30 s apart: fewer leave some for whoever else asks. */
const forceApartMs = 2 * 3_600_000

const tokenShape = z.object({ access_token: z.string().min(1).max(2_048), expires_in: z.number().int() })

/**
 * One access token for all instances, in a row that one of them renews while the others wait: two that renewed at
 * once would be two of WeChat's calls, and where one forces, each would end the other's.
 */
export function openAccessTokens(means: {
  orm: MikroORM
  account: WeChatAccount
  envelope: EnvelopeKeys
  transport: WeChatTransport
  now?: () => number
}): AccessTokens {
  const now = means.now ?? Date.now
  let known: Token | undefined
  let looking: Promise<Token> | undefined
  const isGood = ({ expiresAt }: Token): boolean => expiresAt.getTime() - now() > renewBeforeMs
  /** One look at a time in one process as well. */
  const look = async (refused: string | undefined): Promise<string> => {
    looking ??= lookTogether(means, { refused, isGood, now }).finally(() => (looking = undefined))
    known = await looking
    return known.value
  }
  return {
    get: () => (known !== undefined && isGood(known) ? Promise.resolve(known.value) : look(undefined)),
    renew: async (refused) => {
      const found = await look(refused)
      // A look that was under way did not know that this one was refused.
      return found === refused ? look(refused) : found
    },
  }
}

function lookTogether(
  means: Parameters<typeof openAccessTokens>[0],
  asked: { refused: string | undefined; isGood: (token: Token) => boolean; now: () => number },
): Promise<Token> {
  const { orm, account, envelope } = means
  const { refused, isGood, now } = asked
  return orm.em.fork().transactional(async (em) => {
    await em.execute('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [
      `wechat token ${account.appId}`,
    ])
    const row = await em.findOne(WeChatToken, { appId: account.appId })
    const shared = row === null ? undefined : openToken(row, envelope)
    if (shared !== undefined && isGood(shared) && shared.value !== refused) return shared
    let fetched = await fetchToken(means, { force: false, now })
    let forcedAt = row?.forcedAt ?? null
    const mayForce = forcedAt === null || now() - forcedAt.getTime() > forceApartMs
    if (fetched.value === refused && mayForce) {
      fetched = await fetchToken(means, { force: true, now })
      forcedAt = new Date(now())
    }
    await keepToken(em, { account, envelope, fetched, forcedAt })
    return fetched
  })
}

async function fetchToken(
  { transport, account }: Parameters<typeof openAccessTokens>[0],
  { force, now }: { force: boolean; now: () => number },
): Promise<Token> {
  const body = {
    grant_type: 'client_credential',
    appid: account.appId,
    secret: account.appSecret,
    force_refresh: force,
  }
  const answer = await transport.ask({ path: '/cgi-bin/stable_token', query: {}, body }, tokenShape)
  return { value: answer.access_token, expiresAt: new Date(now() + answer.expires_in * 1000) }
}

async function keepToken(
  em: EntityManager,
  kept: { account: WeChatAccount; envelope: EnvelopeKeys; fetched: Token; forcedAt: Date | null },
): Promise<void> {
  const { appId } = kept.account
  const { id: envelopeKeyId, bytes } = kept.envelope.current
  const sealedToken = sealBytes(bytes, envelopeKeyId, placeOf(appId), Buffer.from(kept.fetched.value))
  const { forcedAt, fetched } = kept
  await em.upsert(WeChatToken, {
    appId,
    sealedToken,
    envelopeKeyId,
    expiresAt: fetched.expiresAt,
    forcedAt,
  })
}

/** One that does not open, because the envelope key was exchanged, is as good as none. */
function openToken(row: WeChatToken, envelope: EnvelopeKeys): Token | undefined {
  const key = envelope.byId(row.envelopeKeyId)
  if (key === undefined) return undefined
  const value = openBytes(key.bytes, key.id, placeOf(row.appId), row.sealedToken).toString()
  return { value, expiresAt: row.expiresAt }
}

function placeOf(appId: string): Place {
  return { table: 'wechat_token', rowId: appId, field: 'sealed_token', version: 1 }
}
