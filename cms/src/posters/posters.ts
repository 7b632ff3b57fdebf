import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Core } from '@strapi/strapi'
import type { Settings } from '../settings'
import { openBatchRunner } from './batches/batch-runner'
import { createBatchStore, createBatchTable } from './batches/batch-store'
import { createLanding, type Landing } from './landing'
import { createPosterRoutes, type PosterRoutes } from './poster-routes'
import { createPosterRows } from './poster-rows'
import { pressOf } from './press/press'
import { createPublicPosters, type PublicPosters } from './public-posters'
import { createProgramCodes, createProgramCodeTable, type ProgramCodes } from './program-codes'

export type Posters = {
  routes: PosterRoutes
  landing: Landing
  programCodes: ProgramCodes
  forPublic: PublicPosters
  createTables: () => Promise<void>
  /** Begins with what waits; to be closed. */
  open: () => { close: () => Promise<void> }
}

export function createPosters(strapi: Core.Strapi, settings: Settings): Posters {
  const press = pressOf(strapi)
  const rows = createPosterRows(strapi)
  const store = createBatchStore(strapi)
  const programCodes = createProgramCodes(strapi, settings.CMS_FILES_FOLDER)
  const landing = createLanding(settings, () => {
    const { port } = strapi.server.httpServer.address() as AddressInfo
    return `http://${settings.CMS_HOST}:${String(port)}`
  })
  const batchFolder = join(settings.CMS_FILES_FOLDER, 'poster-batches')
  return {
    routes: createPosterRoutes({ strapi, rows, store, press, programCodes, landing, batchFolder }),
    landing,
    programCodes,
    forPublic: createPublicPosters({
      strapi,
      press,
      programCodes,
      landing,
      folder: settings.CMS_FILES_FOLDER,
    }),
    createTables: async () => {
      await createBatchTable(strapi)
      await createProgramCodeTable(strapi)
    },
    open: () => {
      const runner = openBatchRunner({
        databaseUrl: settings.CMS_DATABASE_URL,
        folder: batchFolder,
        store,
        press,
        programCodes,
        landing,
        onTrouble: (what) => strapi.log.warn(what),
      })
      return {
        close: async () => {
          await runner.close()
          await press.close()
        },
      }
    },
  }
}
