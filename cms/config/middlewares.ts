import { largestFileBytes } from '../src/files/inspect-file'

// strapi::logger is left out: it writes the path and query of every request.
export default [
  'strapi::errors',
  'global::database-trouble',
  'strapi::security',
  'strapi::cors',
  'global::sane-request',
  'strapi::query',
  {
    name: 'strapi::body',
    config: {
      jsonLimit: '2mb',
      formLimit: '1mb',
      textLimit: '1mb',
      formidable: { maxFileSize: largestFileBytes },
    },
  },
  'global::sane-body',
  // After the body is read: what is written down says which fields a request set.
  'global::audit',
  'strapi::session',
  'strapi::favicon',
  'strapi::public',
]
