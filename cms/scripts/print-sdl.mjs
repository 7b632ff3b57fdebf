// Writes src/content-subgraph/schema.graphql from sdl.ts and what it imports; needs no build.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = join(dirname(fileURLToPath(import.meta.url)), '..')
const require = createRequire(import.meta.url)
const typescript = require('typescript')
const sources = join(folder, 'src/content-subgraph')
writeFileSync(join(sources, 'schema.graphql'), load(join(sources, 'sdl.ts')).sdl)

/** The exports of a file that imports nothing but files of its kind beside it. */
function load(file) {
  const { outputText } = typescript.transpileModule(readFileSync(file, 'utf8'), {
    compilerOptions: { module: 'commonjs', target: 'es2022' },
  })
  const module = { exports: {} }
  const requireBeside = (name) => load(join(dirname(file), `${name}.ts`))
  new Function('module', 'exports', 'require', outputText)(module, module.exports, requireBeside)
  return module.exports
}
