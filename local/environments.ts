import type { DatabaseUrls } from './postgres/database-urls.js'
import type { SchemaName } from './postgres/cluster-roles.js'
import type { Secrets } from './secrets.js'
import type { Ports } from './settings.js'

const host = '127.0.0.1'
const audience = 'https://andon.local/graphql'

export type PlatformUrls = {
  graph: string
  /** graphql-transport-ws. */
  subscriptions: string
  health: string
  explorer: string
  /** Strapi's admin pages. */
  admin: string
  /** Issuer of the demo sign-in. */
  identity: string
}

export function platformUrls(ports: Ports): PlatformUrls {
  const gateway = `localhost:${String(ports.gateway)}`
  return {
    graph: `http://${gateway}/graphql`,
    subscriptions: `ws://${gateway}/graphql`,
    health: `http://${gateway}/health`,
    explorer: `http://${gateway}/explorer`,
    admin: `http://localhost:${String(ports.cms)}/admin`,
    identity: `http://${host}:${String(ports.identity)}`,
  }
}

type Facts = {
  ports: Ports
  databases: DatabaseUrls
  secrets: Secrets
  logLevel: string
  evidenceFolder: string
  contentFilesFolder: string
  sealing: { suite: string; policyFile: string }
  anchorFolder: string
}

/**
 * What each process is told. A secret stands in the environment of those that need it and of no other: whoever
 * takes one process over has its secrets alone.
 */
export function createEnvironments(facts: Facts, own: NodeJS.ProcessEnv) {
  const general = generalEnvironment(own, facts.logLevel)
  return {
    migrate: { ...general, ...forMigration(facts.databases) },
    identity: { ...general, ...forIdentity(facts) },
    region: {
      ...general,
      ...forSubgraph(facts, 'region', ['gateway', 'report', 'case', 'statistics']),
      ...forAnchors(facts, 'region'),
    },
    report: { ...general, ...forReport(facts) },
    case: {
      ...general,
      ...forSubgraph(facts, 'case', ['gateway']),
      REPORT_URL: subgraphUrl(facts.ports.report),
      REGION_URL: subgraphUrl(facts.ports.region),
      SERVICE_SIGNING_KEY: facts.secrets.signers.case.privateKey,
      CASE_ENVELOPE_KEY: facts.secrets.cases.envelopeKey,
      AUDIT_REASON_KEY: facts.secrets.audit.caseReasonKey,
      ...forAnchors(facts, 'case'),
    },
    statistics: {
      ...general,
      ...forSubgraph(facts, 'statistics', ['gateway']),
      REGION_URL: subgraphUrl(facts.ports.region),
      SERVICE_SIGNING_KEY: facts.secrets.signers.statistics.privateKey,
      STATISTICS_ENVELOPE_KEY: facts.secrets.statistics.envelopeKey,
    },
    cms: { ...general, ...forCms(facts) },
    gateway: { ...general, ...forGateway(facts) },
  }
}

function generalEnvironment(own: NodeJS.ProcessEnv, logLevel: string): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'SystemRoot', 'APPDATA', 'TEMP'].filter(
    (name) => own[name] !== undefined,
  )
  return {
    ...Object.fromEntries(names.map((name) => [name, own[name]])),
    NODE_ENV: 'development',
    ANDON_DEMO: 'true',
    LOG_LEVEL: logLevel,
  }
}

function forMigration(databases: DatabaseUrls): NodeJS.ProcessEnv {
  return {
    EVENTS_MIGRATION_DATABASE_URL: databases.migration('events'),
    REPORT_MIGRATION_DATABASE_URL: databases.migration('report'),
    CASE_MIGRATION_DATABASE_URL: databases.migration('case'),
    REGION_MIGRATION_DATABASE_URL: databases.migration('region'),
    STATISTICS_MIGRATION_DATABASE_URL: databases.migration('statistics'),
  }
}

function forSubgraph(
  { ports, databases, secrets }: Facts,
  name: SchemaName,
  trusted: (keyof Secrets['signers'])[],
): NodeJS.ProcessEnv {
  return {
    HOST: host,
    PORT: String(ports[name]),
    TRUSTED_KEYS: trusted.map((kid) => `${kid}:${secrets.signers[kid].publicKey}`).join(','),
    [`${name.toUpperCase()}_DATABASE_URL`]: databases.runtime(name),
    EVENTS_DATABASE_URL: databases.runtime(name),
  }
}

function forAnchors(facts: Facts, chain: keyof Secrets['audit']['anchors']): NodeJS.ProcessEnv {
  return {
    ANCHOR_FOLDER: facts.anchorFolder,
    AUDIT_ANCHOR_KEY: facts.secrets.audit.anchors[chain].privateKey,
  }
}

function forReport(facts: Facts): NodeJS.ProcessEnv {
  const { ports, secrets } = facts
  return {
    ...forSubgraph(facts, 'report', ['gateway', 'case']),
    REGION_URL: subgraphUrl(ports.region),
    SERVICE_SIGNING_KEY: secrets.signers.report.privateKey,
    RECEIPT_SALT: secrets.receipts.salt,
    RECEIPT_FIND_PEPPER: secrets.receipts.findPepper,
    RECEIPT_OPEN_PEPPER: secrets.receipts.openPepper,
    SEALING_SUITE: facts.sealing.suite,
    SEALING_POLICY_FILE: facts.sealing.policyFile,
    CONTENT_ENVELOPE_KEY: secrets.content.envelopeKey,
    EVIDENCE_ENVELOPE_KEY: secrets.evidence.envelopeKey,
    EVIDENCE_FOLDER: facts.evidenceFolder,
    BLIND_INDEX_KEY: secrets.content.blindIndexKey,
    PROOF_OF_WORK_KEY: secrets.content.proofOfWorkKey,
    WECHAT_ID_KEY: secrets.wechat.idKey,
    AUDIT_REASON_KEY: secrets.audit.reasonKey,
    ...forAnchors(facts, 'report'),
  }
}

function forIdentity({ ports, secrets }: Facts): NodeJS.ProcessEnv {
  const callbacks = ['localhost', host].map(
    (name) => `http://${name}:${String(ports.gateway)}/explorer/callback`,
  )
  return {
    HOST: host,
    PORT: String(ports.identity),
    OIDC_ISSUER: platformUrls(ports).identity,
    OIDC_AUDIENCE: audience,
    REDIRECT_URIS: callbacks.join(','),
    COOKIE_KEYS: secrets.identity.cookieKeys.join(','),
    SIGNING_KEYS: Buffer.from(JSON.stringify(secrets.identity.signingKeys)).toString('base64'),
    DEMO_PASSWORD: secrets.demoPassword,
  }
}

function forCms({ ports, databases, secrets, logLevel, contentFilesFolder }: Facts): NodeJS.ProcessEnv {
  return {
    HOST: host,
    CMS_HOST: host,
    CMS_PORT: String(ports.cms),
    CONTENT_SUBGRAPH_PORT: String(ports.content),
    CMS_FILES_FOLDER: contentFilesFolder,
    CMS_DATABASE_URL: databases.cms,
    EVENTS_DATABASE_URL: databases.content,
    TRUSTED_KEYS: `gateway:${secrets.signers.gateway.publicKey}`,
    APP_KEYS: secrets.strapi.appKeys,
    API_TOKEN_SALT: secrets.strapi.apiTokenSalt,
    ADMIN_JWT_SECRET: secrets.strapi.adminJwtSecret,
    TRANSFER_TOKEN_SALT: secrets.strapi.transferTokenSalt,
    ENCRYPTION_KEY: secrets.strapi.encryptionKey,
    CMS_DEMO_PASSWORD: secrets.demoPassword,
    // Strapi's log knows fewer levels.
    LOG_LEVEL: { fatal: 'error', trace: 'debug' }[logLevel] ?? logLevel,
  }
}

function forGateway({ ports, secrets }: Facts): NodeJS.ProcessEnv {
  return {
    HOST: host,
    PORT: String(ports.gateway),
    SUBGRAPH_REPORT_URL: subgraphUrl(ports.report),
    SUBGRAPH_CASE_URL: subgraphUrl(ports.case),
    SUBGRAPH_REGION_URL: subgraphUrl(ports.region),
    SUBGRAPH_STATISTICS_URL: subgraphUrl(ports.statistics),
    SUBGRAPH_CONTENT_URL: subgraphUrl(ports.content),
    GATEWAY_SIGNING_KEY: secrets.signers.gateway.privateKey,
    REPORT_PUBLIC_KEY: secrets.signers.report.publicKey,
    OIDC_ISSUER: platformUrls(ports).identity,
    OIDC_AUDIENCE: audience,
    // Demo data and measurements all come from this one machine.
    ADDRESS_LIMIT_FACTOR: '1000',
  }
}

function subgraphUrl(port: number): string {
  return `http://${host}:${String(port)}/graphql`
}
