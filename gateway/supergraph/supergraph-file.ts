import { existsSync, readFileSync, unwatchFile, watchFile } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Lifecycle } from '../../platform/lifecycle.js'
import type { Log } from '../../platform/log.js'
import { readGraph, type Graph } from './graph.js'

const pollMs = 500

/** The supergraph in force. A change is told to listeners after it has been read successfully. */
export type SupergraphFile = {
  readonly graph: Graph
  onChange: (listener: (graph: Graph) => void) => void
}

/**
 * Opens the supergraph and follows its file. A version that cannot be read is logged and the one before stays in
 * force. The file is polled, not watched: renames, bind mounts and network folders give no reliable events.
 *
 * @param path another file than the committed one
 * @throws when the first version cannot be read: there would be nothing to serve
 */
export function openSupergraphFile(options: {
  path: string | undefined
  lifecycle: Lifecycle
  log: Log
}): SupergraphFile {
  const { lifecycle, log } = options
  const path = options.path ?? committedFile()
  const listeners: ((graph: Graph) => void)[] = []
  let graph = readGraph(readFileSync(path, 'utf8'))
  const reload = async (): Promise<void> => {
    try {
      const sdl = await readFile(path, 'utf8')
      if (sdl === graph.sdl) return
      graph = readGraph(sdl)
      for (const listener of listeners) listener(graph)
      log.info({ supergraph: graph.id.slice(0, 12) }, 'supergraph reloaded')
    } catch (error) {
      log.error({ err: error }, 'the changed supergraph cannot be used, the one before stays in force')
    }
  }
  watchFile(path, { interval: pollMs, persistent: false }, () => void reload())
  lifecycle.onClose('supergraph file', () => unwatchFile(path))
  return {
    get graph() {
      return graph
    },
    onChange: (listener) => listeners.push(listener),
  }
}

/** Beside this module in a checkout; in a build, `dist/` mirrors the tree and the file stays in the source. */
function committedFile(): string {
  const candidates = ['./supergraph.graphql', '../../../gateway/supergraph/supergraph.graphql']
  const paths = candidates.map((candidate) => fileURLToPath(new URL(candidate, import.meta.url)))
  const found = paths.find((path) => existsSync(path))
  if (found === undefined)
    throw new Error('gateway/supergraph/supergraph.graphql is missing: run npm run compose')
  return found
}
