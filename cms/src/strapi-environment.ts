/*
 * Imported before Strapi: these are read while its modules load. Nothing may call outside, licence checks and
 * update notices included. Strapi keeps moments in columns without a zone, so the process itself runs in UTC.
 */
Object.assign(process.env, {
  TZ: 'UTC',
  STRAPI_TELEMETRY_DISABLED: 'true',
  STRAPI_DISABLE_EE: 'true',
  STRAPI_DISABLE_LICENSE_PING: 'true',
  STRAPI_HIDE_STARTUP_MESSAGE: 'true',
  STRAPI_PLUGIN_I18N_INIT_LOCALE_CODE: 'zh-Hans',
})

export {}
