import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the checkout, from wherever this runs: compiled under dist/ or as it stands. */
export const checkoutFolder = findCheckout(dirname(fileURLToPath(import.meta.url)))

function findCheckout(folder: string): string {
  return existsSync(join(folder, 'package-lock.json')) ? folder : findCheckout(dirname(folder))
}
