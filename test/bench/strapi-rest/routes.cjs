// Strapi's own list of notices by REST, open to everyone: for the benchmark, and nowhere else.
const { factories } = require('@strapi/strapi')
module.exports = factories.createCoreRouter('api::notice.notice', {
  only: ['find'],
  config: { find: { auth: false } },
})
