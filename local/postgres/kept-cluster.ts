import { setTimeout as sleep } from 'node:timers/promises'
import type { Message } from '../../platform/errors.js'
import { explainFailure } from '../start-failure.js'
import { readyPlacement, startCluster, type Cluster, type ClusterRequest } from './cluster.js'
import type { Placement } from './placement.js'

const pauseMs = 1_000

export type KeptCluster = {
  stop: () => Promise<void>
  /** Sends a signal and leaves the server as it then is, until `startAgain`. */
  kill: (signal: NodeJS.Signals) => Promise<void>
  startAgain: () => Promise<void>
  abandon: () => void
}

/** Starts PostgreSQL and starts it again, should it end without being told to. */
export async function keepCluster(
  request: ClusterRequest,
  placement: Placement,
  onTrouble: (told: Message) => void,
): Promise<KeptCluster> {
  let wanted = true
  let cluster: Cluster

  const watch = async (watched: Cluster): Promise<void> => {
    await watched.ended
    while (wanted && watched === cluster) {
      onTrouble(restarts(request))
      await sleep(pauseMs)
      await start().catch((error: unknown) => onTrouble(explainFailure(error)))
    }
  }
  const start = async (): Promise<void> => {
    cluster = await startCluster(request, placement)
    void watch(cluster)
  }

  cluster = await startCluster(request, placement)
  void watch(cluster)
  return {
    stop: () => {
      wanted = false
      return cluster.stop()
    },
    kill: async (signal) => {
      wanted = false
      cluster.kill(signal)
      if (signal !== 'SIGSTOP' && signal !== 'SIGCONT') await cluster.ended
    },
    startAgain: async () => {
      await readyPlacement(request.dataFolder)
      await start()
      wanted = true
    },
    abandon: () => {
      wanted = false
      cluster.kill('SIGQUIT')
    },
  }
}

function restarts({ logFile }: ClusterRequest): Message {
  return {
    zh: `PostgreSQL 意外退出，正在重启；日志 ${logFile}`,
    en: `PostgreSQL ended unexpectedly and is started again; its log is ${logFile}`,
  }
}
