import { parseArgs } from 'node:util'
import type { Random } from '../sealing/random.js'
import { SealingError } from '../sealing/sealing-error.js'
import { type Desk } from './desk.js'
import { newKey, newRoot, signHolders } from './key-commands.js'
import type { ScryptCost } from './key-file.js'
import { approveRequest, open, recover, request, reseal } from './reveal-commands.js'
import { Interrupted, UsageError, type Terminal } from './terminal.js'

const commands: Record<
  string,
  { run: (desk: Desk) => Promise<void>; options: readonly string[]; does: string }
> = {
  'new-root': { run: newRoot, options: ['suite', 'authority', 'out'], does: '生成机关根密钥' },
  'new-key': { run: newKey, options: ['suite', 'holder', 'out'], does: '生成持有人密钥和名片' },
  'sign-bundle': { run: signHolders, options: ['root', 'holders', 'previous?', 'out'], does: '签发公钥清单' },
  request: { run: request, options: ['key', 'policy', 'dossier', 'hours?', 'out'], does: '申请揭示身份' },
  approve: { run: approveRequest, options: ['key', 'policy', 'dossier', 'request', 'out'], does: '审批申请' },
  open: { run: open, options: ['key', 'policy', 'dossier', 'request', 'approval'], does: '凭批准书开启信封' },
  reseal: {
    run: reseal,
    options: ['key', 'policy', 'dossier', 'share', 'out'],
    does: '将份额改封给新持有人',
  },
  recover: {
    run: recover,
    options: ['first', 'second', 'policy', 'dossier'],
    does: '用两把恢复密钥开启信封',
  },
}

const usage = [
  '用法：npm run custodian -- <命令> --选项 值 …（带 ? 的可省略）',
  ...Object.entries(commands).map(
    ([name, { options, does }]) =>
      `  ${name.padEnd(12)}${does}  ${options.map((each) => `--${each}`).join(' ')}`,
  ),
].join('\n')

export type World = { terminal: Terminal; random: Random; now: Date; cost: ScryptCost }

/** @returns the exit code: 0 done, 1 refused, 2 wrong use, 130 interrupted */
export async function runCustodian(args: readonly string[], world: World): Promise<number> {
  const command = commands[args[0] ?? '']
  if (command === undefined) {
    world.terminal.say(usage)
    return args[0] === 'help' ? 0 : 2
  }
  try {
    await command.run({ ...world, ...readOptions(args.slice(1), command.options) })
    return 0
  } catch (error) {
    if (error instanceof Interrupted) return 130
    if (error instanceof SealingError) world.terminal.say(`拒绝：${error.messages.zh}（${error.code}）`)
    else if (error instanceof UsageError) world.terminal.say(error.message)
    else throw error
    return error instanceof SealingError ? 1 : 2
  }
}

function readOptions(args: readonly string[], names: readonly string[]): Pick<Desk, 'option' | 'optional'> {
  const known = Object.fromEntries(names.map((name) => [name.replace('?', ''), { type: 'string' as const }]))
  let values: Record<string, unknown>
  try {
    values = parseArgs({ args: [...args], options: known, allowPositionals: false }).values
  } catch {
    throw new UsageError(usage)
  }
  const optional = (name: string) => values[name] as string | undefined
  const missing = names.filter((name) => !name.endsWith('?') && optional(name) === undefined)
  if (missing.length > 0) throw new UsageError(`缺少选项：${missing.map((name) => `--${name}`).join(' ')}`)
  return { optional, option: (name) => optional(name) ?? '' }
}
