import { setting } from '../../platform/settings.js'

/** Settings every subgraph has. Its own are spread beside them. */
export const subgraphSettings = (port: number) => ({
  HOST: setting.host(),
  PORT: setting.port(port),
  /** `kid:<base64 SPKI DER>` of the gateway and of the services that call here. */
  TRUSTED_KEYS: setting.list(),
  EVENTS_DATABASE_URL: setting.databaseUrl(),
})
