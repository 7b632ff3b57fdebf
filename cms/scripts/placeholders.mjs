const unused = 'placeholder-used-only-while-building'

export const buildPlaceholders = {
  CMS_DATABASE_URL: 'postgresql://build.invalid/none',
  EVENTS_DATABASE_URL: 'postgresql://build.invalid/none',
  TRUSTED_KEYS: 'build:none',
  APP_KEYS: unused,
  API_TOKEN_SALT: unused,
  ADMIN_JWT_SECRET: unused,
  TRANSFER_TOKEN_SALT: unused,
  ENCRYPTION_KEY: unused,
  STRAPI_TELEMETRY_DISABLED: 'true',
  STRAPI_DISABLE_EE: 'true',
}
