import type { Core } from '@strapi/strapi'
import { openScanCounter, type ScanCounter } from './scan-counter'
import { createScanStore, createScanTables, type ScanStore } from './scan-store'

export type Scans = { store: ScanStore; counter: ScanCounter }

/** Its tables lie beside Strapi's own; to be closed before the database, with what was counted last. */
export async function openScans(strapi: Core.Strapi): Promise<Scans> {
  await createScanTables(strapi)
  const store = createScanStore(strapi)
  const onTrouble = (code: string): void => {
    strapi.log.warn(`scans wait: ${code}`)
  }
  return { store, counter: openScanCounter({ store, onTrouble }) }
}
