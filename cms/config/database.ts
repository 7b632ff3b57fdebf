import { readSettings } from '../src/settings'

export default () => ({
  connection: {
    client: 'postgres',
    connection: { connectionString: readSettings().CMS_DATABASE_URL, application_name: 'andon-cms' },
    pool: { min: 0, max: 10 },
    acquireConnectionTimeout: 15_000,
  },
  settings: { forceMigration: true, runMigrations: true },
})
