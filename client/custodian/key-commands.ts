import { dirname, resolve } from 'node:path'
import { toHex } from '../sealing/bytes.js'
import { createAuthorityRoot, rootFingerprint, signBundle } from './authority-root.js'
import { choosePassphrase, readBytes, readPaper, writeNew, type Desk } from './desk.js'
import { createHolderKeys, readHolderCard, writeHolderCard } from './holder-keys.js'
import { openRootKeyFile, writeHolderKeyFile, writeRootKeyFile } from './key-file.js'
import { holdersPaper, suiteName, suites, toBase64, writeJson } from './papers.js'
import { UsageError } from './terminal.js'

function chosenSuite(desk: Desk) {
  const chosen = suiteName.safeParse(desk.option('suite'))
  if (!chosen.success) throw new UsageError('密码套件只能是 INTL_1 或 SM_1')
  return chosen.data
}

export async function newRoot(desk: Desk): Promise<void> {
  const root = createAuthorityRoot(chosenSuite(desk), desk.option('authority'), desk.random)
  const { publicKey } = root.keys
  const out = desk.option('out')
  await writeNew(out, writeRootKeyFile(root, await choosePassphrase(desk)))
  await writeNew(
    `${out}.pin.json`,
    writeJson({
      authorityId: root.authorityId,
      suite: root.suite.name,
      rootPublicKey: toHex(publicKey),
    }),
  )
  desk.terminal.say(`根密钥已存入 ${out}，请离线保管；公开部分在 ${out}.pin.json。`)
  desk.terminal.say(`指纹（预置前请当面或电话核对）：${rootFingerprint(root.suite, publicKey)}`)
}

export async function newKey(desk: Desk): Promise<void> {
  const keys = createHolderKeys(chosenSuite(desk), desk.option('holder'), desk.random)
  const out = desk.option('out')
  await writeNew(out, writeHolderKeyFile(keys, await choosePassphrase(desk)))
  await writeNew(`${out}.card`, writeHolderCard(keys, desk.random))
  desk.terminal.say(`密钥已存入 ${out}；请把 ${out}.card 当面交给根密钥保管人。`)
  desk.terminal.say(`密钥编号：${toHex(keys.keyId)}`)
}

export async function signHolders(desk: Desk): Promise<void> {
  const path = desk.option('holders')
  const paper = await readPaper(path, holdersPaper)
  const file = await readBytes(desk.option('root'))
  const previous = desk.optional('previous')
  const before = previous === undefined ? null : await readBytes(previous)
  const root = openRootKeyFile(file, await desk.terminal.askSecret('请输入根密钥口令：'), suites)
  const holders = await Promise.all(
    paper.holders.map(async ({ card, ...decided }) => {
      const read = readHolderCard(await readBytes(resolve(dirname(path), card)), [root.suite])
      desk.terminal.say(`${decided.role} ${read.holderId} ${toHex(read.keyId)}`)
      return { ...read, ...decided }
    }),
  )
  const bundle = signBundle(root, { ...paper, holders }, before, desk.random)
  await writeNew(desk.option('out'), bundle)
  await writeNew(`${desk.option('out')}.json`, writeJson({ bundle: toBase64(bundle) }))
  desk.terminal.say(`第 ${String(paper.version)} 版公钥清单已签发：${desk.option('out')}`)
}
