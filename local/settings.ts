import { resolve } from 'node:path'
import { z } from 'zod'
import type { SuiteName } from '../client/sealing/suite.js'
import type { Message } from '../platform/errors.js'
import { SettingsError, readSettings, setting } from '../platform/settings.js'
import { checkoutFolder } from './checkout.js'
import { StartFailure } from './start-failure.js'

/** Every port of the embedded default: who listens, which setting moves it, where it is otherwise. */
export const portTable = {
  gateway: { setting: 'PORT', fallback: 4000 },
  report: { setting: 'REPORT_PORT', fallback: 4101 },
  case: { setting: 'CASE_PORT', fallback: 4102 },
  region: { setting: 'REGION_PORT', fallback: 4103 },
  statistics: { setting: 'STATISTICS_PORT', fallback: 4104 },
  content: { setting: 'CONTENT_SUBGRAPH_PORT', fallback: 4105 },
  cms: { setting: 'CMS_PORT', fallback: 1337 },
  identity: { setting: 'IDENTITY_PORT', fallback: 4200 },
  postgres: { setting: 'POSTGRES_PORT', fallback: 54320 },
} as const

export type Listener = keyof typeof portTable
export type Ports = Record<Listener, number>

export const listeners = Object.keys(portTable) as Listener[]

/** Settings of the gateway that may be tried out with `npm start`; everything else it gets from the launcher. */
const gatewayTuning = [
  ...[
    'SUPERGRAPH',
    'EXECUTION',
    'INTROSPECTION',
    'ALLOWED_ORIGINS',
    'SUBGRAPH_TIMEOUT_MS',
    'SUBGRAPH_CONNECTIONS',
  ],
  ...[
    'MAX_TOKENS',
    'MAX_DEPTH',
    'MAX_ALIASES',
    'MAX_ROOT_FIELDS',
    'MAX_COST',
    'MAX_SUBSCRIPTIONS_PER_SOCKET',
  ],
] as const

export type LocalSettings = {
  ports: Ports
  dataFolder: string
  logLevel: string
  /** What identities are sealed with: 国际 or 国密. */
  sealingSuite: SuiteName
  gatewayTuning: Record<string, string>
}

/**
 * The launcher's settings.
 *
 * @throws StartFailure telling all that is wrong; always in production, where nothing generated or invented may serve
 */
export function readLocalSettings(environment: NodeJS.ProcessEnv = process.env): LocalSettings {
  if (environment['NODE_ENV'] === 'production') throw new StartFailure(notForProduction)
  const portSettings = Object.fromEntries(
    listeners.map((name) => [portTable[name].setting, setting.port(portTable[name].fallback)]),
  )
  const tuning = Object.fromEntries(gatewayTuning.map((name) => [name, z.string().optional()]))
  const suite = { SEALING_SUITE: z.enum(['INTL_1', 'SM_1'], 'INTL_1 or SM_1').default('INTL_1') }
  const general = { ANDON_DATA: z.string().default('.andon'), LOG_LEVEL: setting.logLevel(), ...suite }
  try {
    const read = readSettings({ ...portSettings, ...general, ...tuning }, environment) as Record<
      string,
      unknown
    >
    return {
      ports: Object.fromEntries(listeners.map((name) => [name, read[portTable[name].setting]])) as Ports,
      dataFolder: resolve(checkoutFolder, String(read['ANDON_DATA'])),
      logLevel: String(read['LOG_LEVEL']),
      sealingSuite: read['SEALING_SUITE'] as SuiteName,
      gatewayTuning: Object.fromEntries(
        gatewayTuning.flatMap((name) => (typeof read[name] === 'string' ? [[name, read[name]]] : [])),
      ),
    }
  } catch (error) {
    throw error instanceof SettingsError ? new StartFailure(describeProblems(error)) : error
  }
}

const notForProduction: Message = {
  zh: 'npm start 是带演示登录和自动生成密钥的试用版，不能在 NODE_ENV=production 下启动：正式部署请按 docker-compose.yml 配置。',
  en: 'npm start is the trial with demo sign-in and generated secrets and does not start under NODE_ENV=production: deploy as docker-compose.yml shows.',
}

function describeProblems({ problems }: SettingsError): Message {
  const list = problems.join('; ')
  return { zh: `设置有误：${list}。`, en: `Settings are wrong: ${list}.` }
}
