// Compiles src/ and config/ and builds the admin. Strapi reads its configuration while it builds, although it needs
// no database: whatever compulsory setting is absent gets a placeholder for this one process; none is built in.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildPlaceholders } from './placeholders.mjs'

const folder = join(dirname(fileURLToPath(import.meta.url)), '..')
const strapi = join(
  dirname(createRequire(import.meta.url).resolve('@strapi/strapi/package.json')),
  'bin/strapi.js',
)
const { status } = spawnSync(process.execPath, [strapi, 'build'], {
  cwd: folder,
  stdio: 'inherit',
  env: { ...buildPlaceholders, NODE_ENV: 'production', ...process.env, ANDON_DEMO: '' },
})
process.exit(status ?? 1)
