import { readSettings } from '../src/settings'

export default () => {
  const settings = readSettings()
  return {
    host: settings.CMS_HOST,
    port: settings.CMS_PORT,
    ...(settings.CMS_PUBLIC_URL === undefined ? {} : { url: settings.CMS_PUBLIC_URL, proxy: { koa: true } }),
    app: { keys: settings.APP_KEYS },
    logger: { updates: { enabled: false }, startup: { enabled: false } },
    // A remote transfer can empty the database; published versions must stay.
    transfer: { remote: { enabled: false } },
  }
}
