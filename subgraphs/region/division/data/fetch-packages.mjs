import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Fetches published packages with `npm pack` and unpacks the named members of each into a folder of its own.
 *
 * @param wanted folder name → { name, version, integrity, files }; another content than the one the script was
 *   written for is refused
 */
export function fetchPackages(folder, wanted) {
  for (const [into, { name, version, integrity, files }] of Object.entries(wanted)) {
    const [packed] = JSON.parse(
      execFileSync('npm', ['pack', '--json', '--loglevel=error', `${name}@${version}`], {
        cwd: folder,
        shell: process.platform === 'win32',
        stdio: ['ignore', 'pipe', 'ignore'],
        maxBuffer: 64 * 1024 * 1024,
      }),
    )
    if (packed.integrity !== integrity)
      throw new Error(
        `${name}@${version} is not the package this script was written for: ${packed.integrity}`,
      )
    const target = join(folder, into)
    mkdirSync(target)
    const members = files.map((file) => `package/${file}`)
    execFileSync('tar', ['-xzf', packed.filename, '-C', target, '--strip-components=1', ...members], {
      cwd: folder,
    })
  }
}
