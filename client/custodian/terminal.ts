import { createInterface } from 'node:readline/promises'

/** Where the program speaks with its user; the tests give another. */
export type Terminal = {
  say(line: string): void
  ask(question: string): Promise<string>
  /** Nothing of the answer is shown. */
  askSecret(question: string): Promise<string>
}

export class Interrupted extends Error {}

/** Wrong use, or a file that is not what it should be. The words are for the user; they hold no secret. */
export class UsageError extends Error {}

export const realTerminal: Terminal = {
  say: (line) => void process.stdout.write(`${line}\n`),
  ask: async (question) => {
    const lines = createInterface({ input: process.stdin, output: process.stdout })
    try {
      return await lines.question(question)
    } finally {
      lines.close()
    }
  },
  askSecret: (question) => {
    // A passphrase out of a pipe has been lying in a file or a command line before.
    if (!process.stdin.isTTY) throw new UsageError('口令只能在终端中输入')
    process.stdout.write(question)
    return readUnseen(process.stdin)
  },
}

/** Raw mode: the terminal echoes nothing, so nothing has to be erased from it. */
function readUnseen(input: NodeJS.ReadStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let typed = ''
    const finish = (settle: () => void) => {
      input.off('data', take).setRawMode(false).pause()
      process.stdout.write('\n')
      settle()
    }
    const take = (chunk: string) => {
      for (const character of chunk) {
        if (character === '\r' || character === '\n' || character === '\u0004') {
          finish(() => resolve(typed))
          return
        }
        if (character === '\u0003') {
          finish(() => reject(new Interrupted()))
          return
        }
        const isErasing = character === '\u007f' || character === '\b'
        typed = isErasing ? Array.from(typed).slice(0, -1).join('') : typed + character
      }
    }
    input.setEncoding('utf8').setRawMode(true).resume().on('data', take)
  })
}
