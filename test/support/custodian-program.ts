import { randomBytes } from 'node:crypto'
import { runCustodian } from '../../client/custodian/run-custodian.js'

/** Runs `npm run custodian` as its user would; the answers are what is typed, line by line. */
export async function runCustodianProgram(
  command: string,
  options: Record<string, string>,
  answers: readonly string[],
): Promise<{ code: number; said: string }> {
  const said: string[] = []
  const typed = [...answers]
  const take = () => Promise.resolve(typed.shift() ?? '')
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])
  const code = await runCustodian([command, ...args], {
    terminal: { say: (line) => void said.push(line), ask: take, askSecret: take },
    random: (length) => randomBytes(length),
    now: new Date(),
    cost: { log2N: 4, r: 1, p: 1 },
  })
  return { code, said: said.join('\n') }
}
