import { readFile, rename, writeFile } from 'node:fs/promises'
import type { z } from 'zod'
import type { Bytes } from '../sealing/bytes.js'
import type { Random } from '../sealing/random.js'
import { findRecipients } from '../sealing/recipients.js'
import type { HolderKeys } from './holder-keys.js'
import { openHolderKeyFile, type KeyFileProtection, type ScryptCost } from './key-file.js'
import { dossierPaper, policyPaper, suites, toPolicy, unwrapAnswer, writePolicy } from './papers.js'
import type { RevealSubject } from './reveal-subject.js'
import { UsageError, type Terminal } from './terminal.js'

/** Everything a command works with. */
export type Desk = {
  terminal: Terminal
  random: Random
  now: Date
  cost: ScryptCost
  /** The value of an option; a command that wants one it was not given stops there. */
  option(name: string): string
  optional(name: string): string | undefined
}

export async function readBytes(path: string): Promise<Bytes> {
  try {
    return Uint8Array.from(await readFile(path))
  } catch {
    throw new UsageError(`无法读取文件 ${path}`)
  }
}

export async function readPaper<T extends z.ZodType>(path: string, paper: T): Promise<z.output<T>> {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(await readBytes(path)))
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(`文件 ${path} 不是 JSON`)
  }
  const read = paper.safeParse(unwrapAnswer(json))
  if (read.success) return read.data
  const places = read.error.issues.map(({ path: place }) => place.join('.')).join('、')
  throw new UsageError(`文件 ${path} 内容不完整：${places}`)
}

/** For its owner only, and never over a file that is there: a key overwritten is an identity lost. */
export async function writeNew(path: string, content: Uint8Array | string): Promise<void> {
  try {
    await writeFile(path, content, { flag: 'wx', mode: 0o600 })
  } catch {
    throw new UsageError(`无法新建文件 ${path}（已存在，或不可写）`)
  }
}

export async function choosePassphrase(desk: Desk): Promise<KeyFileProtection> {
  const passphrase = await desk.terminal.askSecret('请设置口令（至少 12 个字符）：')
  if ((await desk.terminal.askSecret('请再次输入口令：')) !== passphrase)
    throw new UsageError('两次输入的口令不一致')
  return { passphrase, random: desk.random, cost: desk.cost }
}

export async function openOwnKeys(desk: Desk, option = 'key'): Promise<HolderKeys> {
  const file = await readBytes(desk.option(option))
  return openHolderKeyFile(file, await desk.terminal.askSecret(`请输入 ${option} 的口令：`), suites)
}

/** The dossier under the policy; the versions it shows are kept before anything is done with it. */
export async function readSubject(desk: Desk): Promise<RevealSubject> {
  const path = desk.option('policy')
  const policy = toPolicy(await readPaper(path, policyPaper))
  const dossier = await readPaper(desk.option('dossier'), dossierPaper)
  const { seen } = findRecipients(policy, dossier.bundles, desk.now)
  await writeFile(`${path}.new`, writePolicy(policy, seen), { mode: 0o600 })
  await rename(`${path}.new`, path)
  return { ...dossier, policy, now: desk.now }
}
