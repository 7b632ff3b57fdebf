// Writes src/content-subgraph/schema.graphql from sdl.ts; needs no build.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = join(dirname(fileURLToPath(import.meta.url)), '..')
const require = createRequire(import.meta.url)
const typescript = require('typescript')
const source = join(folder, 'src/content-subgraph/sdl.ts')
const { outputText } = typescript.transpileModule(readFileSync(source, 'utf8'), {
  compilerOptions: { module: 'commonjs', target: 'es2022' },
})
const module = { exports: {} }
new Function('module', 'exports', outputText)(module, module.exports)
writeFileSync(join(folder, 'src/content-subgraph/schema.graphql'), module.exports.sdl)
