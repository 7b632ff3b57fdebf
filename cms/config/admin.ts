import { readSettings } from '../src/settings'

export default () => {
  const settings = readSettings()
  return {
    auth: {
      secret: settings.ADMIN_JWT_SECRET,
      sessions: { maxRefreshTokenLifespan: 12 * 60 * 60, maxSessionLifespan: 12 * 60 * 60 },
      ...(settings.CMS_PUBLIC_URL?.startsWith('https:') ? { cookie: { secure: true } } : {}),
    },
    apiToken: { salt: settings.API_TOKEN_SALT },
    transfer: { token: { salt: settings.TRANSFER_TOKEN_SALT } },
    secrets: { encryptionKey: settings.ENCRYPTION_KEY },
    // Strapi allows five sign-ins in five minutes; demo accounts are signed in by scripts.
    ...(settings.ANDON_DEMO ? { rateLimit: { interval: { min: 5 }, max: 100 } } : {}),
    flags: { nps: false, promoteEE: false },
    autoOpen: false,
  }
}
