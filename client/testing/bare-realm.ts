import { transformSync } from '@swc/core'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { createContext, runInContext, SourceTextModule, type Context } from 'node:vm'

/**
 * Runs TypeScript, with all it imports, in a realm that has nothing but the language: no Node, no TextEncoder, no
 * `crypto`, no WebAssembly. Packages are found as a bundler for browsers finds them.
 *
 * @returns what the script exports, and the files that were loaded
 */
export async function runInBareRealm(
  script: string,
  from: string,
  globals: object,
): Promise<{ exported: Record<string, unknown>; files: readonly string[] }> {
  const context = createContext(globals)
  runInContext('delete globalThis.WebAssembly', context)
  const modules = new Map<string, SourceTextModule>()
  const main = createModule(context, from, script)
  await main.link((specifier, importer) => {
    const file = findModule(specifier, importer.identifier)
    const known = modules.get(file) ?? createModule(context, file, readFileSync(file, 'utf8'))
    modules.set(file, known)
    return known
  })
  await main.evaluate()
  return { exported: Object.fromEntries(Object.entries(main.namespace)), files: [...modules.keys()] }
}

function createModule(context: Context, file: string, source: string): SourceTextModule {
  const code = file.endsWith('.ts')
    ? transformSync(source, {
        jsc: { target: 'es2020', parser: { syntax: 'typescript' } },
        module: { type: 'es6' },
      }).code
    : source
  return new SourceTextModule(code, { context, identifier: file })
}

function findModule(specifier: string, importer: string): string {
  if (!specifier.startsWith('.')) return findInPackage(specifier, importer)
  const file = resolve(dirname(importer), specifier)
  const typescript = file.replace(/\.js$/, '.ts')
  return existsSync(typescript) ? typescript : file
}

function findInPackage(specifier: string, importer: string): string {
  const parts = specifier.split('/')
  const name = parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
  let folder = dirname(importer)
  while (!existsSync(join(folder, 'node_modules', name, 'package.json'))) {
    if (folder === dirname(folder)) throw new Error(`${specifier} is not a package a browser could have`)
    folder = dirname(folder)
  }
  const root = join(folder, 'node_modules', name)
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    module?: string
    exports?: Record<string, unknown>
  }
  const path = `.${specifier.slice(name.length)}`
  const found = manifest.exports === undefined ? manifest.module : chooseExport(manifest.exports[path])
  if (found === undefined) throw new Error(`${name} has no ${path}`)
  return join(root, found)
}

/** The first condition that holds for a browser. */
function chooseExport(target: unknown): string | undefined {
  if (typeof target === 'string') return target
  if (typeof target !== 'object' || target === null) return undefined
  for (const [condition, inner] of Object.entries(target)) {
    const found = ['browser', 'import', 'default'].includes(condition) ? chooseExport(inner) : undefined
    if (found !== undefined) return found
  }
  return undefined
}
