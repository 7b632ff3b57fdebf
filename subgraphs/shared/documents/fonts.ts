import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

const files = {
  regular: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
} as const

export type FontWeight = keyof typeof files

const { resolve } = createRequire(import.meta.url)
const read = new Map<FontWeight, Promise<Buffer>>()

/** Where the font of our documents lies, for what draws by itself. Noto Sans SC, SIL Open Font License. */
export function fontFile(weight: FontWeight): string {
  return resolve(files[weight])
}

/** Its bytes, ten megabytes, read when the first document wants them. */
export function readFont(weight: FontWeight): Promise<Buffer> {
  const known = read.get(weight) ?? readFile(fontFile(weight))
  read.set(weight, known)
  known.catch(() => read.delete(weight))
  return known
}
