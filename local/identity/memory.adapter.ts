import type { Adapter, AdapterPayload } from 'oidc-provider'

type Kept = { payload: AdapterPayload; expiresAt: number }

const sweepEvery = 500

/**
 * Where the provider keeps sign-ins, sessions and codes: in memory, gone with the process. One per kind of thing,
 * as the provider asks for it.
 */
export function createMemoryAdapters(now: () => number = Date.now): (kind: string) => Adapter {
  const kept = new Map<string, Kept>()
  let written = 0
  const sweep = (): void => {
    for (const [key, { expiresAt }] of kept) if (expiresAt <= now()) kept.delete(key)
  }
  const findWhere = (kind: string, fits: (payload: AdapterPayload) => boolean): AdapterPayload | undefined =>
    [...kept].find(
      ([key, { payload, expiresAt }]) => key.startsWith(`${kind}:`) && expiresAt > now() && fits(payload),
    )?.[1].payload

  return (kind) => ({
    upsert: (id, payload, expiresInSeconds) => {
      if (++written % sweepEvery === 0) sweep()
      kept.set(`${kind}:${id}`, {
        payload,
        expiresAt: expiresInSeconds === undefined ? Infinity : now() + expiresInSeconds * 1000,
      })
      return Promise.resolve()
    },
    find: (id) => {
      const found = kept.get(`${kind}:${id}`)
      return Promise.resolve(found !== undefined && found.expiresAt > now() ? found.payload : undefined)
    },
    findByUid: (uid) => Promise.resolve(findWhere(kind, (payload) => payload.uid === uid)),
    findByUserCode: (code) => Promise.resolve(findWhere(kind, (payload) => payload.userCode === code)),
    consume: (id) => {
      const found = kept.get(`${kind}:${id}`)
      if (found !== undefined) found.payload.consumed = Math.floor(now() / 1000)
      return Promise.resolve()
    },
    destroy: (id) => {
      kept.delete(`${kind}:${id}`)
      return Promise.resolve()
    },
    revokeByGrantId: (grantId) => {
      for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key)
      return Promise.resolve()
    },
  })
}
