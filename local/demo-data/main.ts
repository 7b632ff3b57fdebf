import { parseArgs } from 'node:util'
import { findRunningPlatform } from '../running-platform.js'
import { readLocalSettings } from '../settings.js'
import { sendReports } from './sending.js'

/** `npm run demo:data -- --reports 2000 [--seed 1]`: invented reports through the front door. */
const { values } = parseArgs({
  options: { reports: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
})
const count = Number(values.reports)
const seed = Number(values.seed)
const running = findRunningPlatform(readLocalSettings().dataFolder)

if (!Number.isInteger(count) || count < 1 || count > 100_000 || !Number.isInteger(seed)) {
  fail(
    '--reports 应为 1 到 100000 的整数，--seed 应为整数。--reports takes 1 to 100000, --seed a whole number.',
  )
} else if (running === undefined) {
  fail('平台没有运行，请先执行 npm start。The platform is not running: npm start first.')
} else {
  console.log(`提交 ${String(count)} 件虚构的举报。Sending ${String(count)} invented reports.`)
  const live = process.stdout.isTTY
  const tally = await sendReports({
    graphUrl: running.urls.graph,
    count,
    seed,
    progress: (done, perSecond) => {
      const line = `  ${String(done)} / ${String(count)}  ${perSecond.toFixed(1)} 件/秒`
      if (live) process.stdout.write(`\r${line}   `)
      else if (done === count || done % Math.max(1, Math.round(count / 10)) === 0) console.log(line)
    },
  })
  console.log(
    `${live ? '\n' : ''}已提交 ${String(tally.submitted)} 件，转告其他部门 ${String(tally.referred)} 件，未能提交 ${String(tally.refused)} 件，` +
      `用时 ${tally.seconds.toFixed(1)} 秒。Submitted, referred, refused.`,
  )
}

function fail(message: string): void {
  console.error(message)
  process.exitCode = 1
}
