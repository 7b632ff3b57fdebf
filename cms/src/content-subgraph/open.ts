import type { AddressInfo } from 'node:net'
import { buildSubgraphSchema } from '@apollo/subgraph'
import type { Core } from '@strapi/strapi'
import { parse } from 'graphql'
import { codeOf } from '../events/lasting-connection'
import { openContentEpoch } from '../cache/content-epoch'
import { createKept } from '../cache/kept'
import { createPublicFiles } from '../files/public-files'
import { createPublicFileDoor } from '../files/serve-public-files'
import type { Posters } from '../posters/posters'
import type { Scans } from '../scans/scans'
import type { Settings } from '../settings'
import { createPresenter } from './errors'
import { createContexts } from './context'
import { createHttp } from './http'
import { createAnswers } from './kept-answers'
import { createLoaders } from './loaders'
import { openNoticeFeed } from './notice-feed'
import { createOperations } from './operations'
import { createPublicRows } from './public-rows'
import { createPublicityRows } from './publicity-rows'
import { createResolvers } from './resolvers'
import { sdl } from './sdl'
import { createVersionedTexts } from './versioned-texts'
import { createViewerVerifier } from './viewer'
import { serveWebSocket } from './websocket'

export type ContentSubgraph = {
  /** Says that the desk is set up; ready once the admin listens too. */
  begin: () => void
  close: () => Promise<void>
}

/** Opens the content subgraph on a port of its own, away from the admin's. Until the desk is set up it is not ready. */
export async function openContentSubgraph(
  strapi: Core.Strapi,
  settings: Settings,
  { posters, scans }: { posters: Posters; scans: Scans },
): Promise<ContentSubgraph> {
  const verifyViewer = createViewerVerifier(settings.TRUSTED_KEYS)
  const rows = createPublicRows(strapi)
  const publicity = createPublicityRows(strapi)
  const files = createPublicFiles(strapi)
  const feed = openNoticeFeed({
    databaseUrl: settings.CMS_DATABASE_URL,
    rows,
    onTrouble: (code) => strapi.log.warn(`live notices wait: ${code}`),
  })
  const resolvers = createResolvers({
    rows,
    publicity,
    feed,
    texts: createVersionedTexts(strapi),
    posters: posters.forPublic,
    programCodes: posters.programCodes,
    scans: scans.counter,
    scanStore: scans.store,
  })
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }])
  const present = createPresenter((error, incident) =>
    strapi.log.error(
      `unexpected failure ${incident}: ${error instanceof Error ? error.name : 'unknown'} ${codeOf(error)}`,
    ),
  )
  const operations = createOperations({ schema, present })
  const kept = createKept(settings.CMS_CACHE_MB * 1_048_576)
  const epochs = openContentEpoch({
    databaseUrl: settings.CMS_DATABASE_URL,
    onTrouble: (code) => strapi.log.warn(`nothing is kept of what was read: ${code}`),
  })
  const createContext = createContexts((epoch) =>
    createLoaders({ rows, publicity, files, posters: posters.forPublic.rows, kept, epoch }),
  )
  let begun = false
  let closing = false
  const waitingFor = async (): Promise<string[]> => {
    if (closing) return ['stopping']
    return [
      ...(begun ? [] : ['desk']),
      ...(strapi.server.httpServer.listening ? [] : ['admin']),
      ...(feed.isConnected() ? [] : ['live notices']),
      ...((await answers(strapi)) ? [] : ['database']),
    ]
  }
  const server = createHttp({
    operations,
    verifyViewer,
    answer: createAnswers({ operations, createContext, epochs, kept }),
    servePublicFile: createPublicFileDoor({
      files,
      posters: posters.forPublic,
      folder: settings.CMS_FILES_FOLDER,
      epochs,
      kept,
    }),
    waitingFor,
  })
  const closeSockets = serveWebSocket({ server, operations, verifyViewer, createContext })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: settings.HOST, port: settings.CONTENT_SUBGRAPH_PORT }, resolve)
  })
  strapi.log.info(
    `content subgraph at http://${settings.HOST}:${String((server.address() as AddressInfo).port)}/graphql`,
  )
  return {
    begin: () => {
      begun = true
    },
    close: async () => {
      closing = true
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      await feed.close()
      await epochs.close()
      await closeSockets()
      server.closeIdleConnections()
      setTimeout(() => server.closeAllConnections(), 2_000).unref()
      await closed
    },
  }
}

async function answers(strapi: Core.Strapi): Promise<boolean> {
  try {
    await strapi.db.connection.raw('SELECT 1').timeout(2_000)
    return true
  } catch {
    return false
  }
}
