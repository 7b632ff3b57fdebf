import { adminApi, type StrapiApp } from '@strapi/strapi/admin'

let app: StrapiApp | undefined

export function keepStoreOf(ours: StrapiApp): void {
  app = ours
}

/**
 * Strapi shows a document for a minute as it was when it was last open. Somebody else may have saved since, and the
 * server would refuse what rests on the older words: from the start page every document is read anew.
 */
export function readDocumentsAnew(): void {
  app?.store?.dispatch(adminApi.util.invalidateTags(['Document'] as never) as never)
}
