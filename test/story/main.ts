import { readFileSync } from 'node:fs'
import { findRunningPlatform } from '../../local/running-platform.js'
import { readLocalSettings } from '../../local/settings.js'
import { tellStory } from './story.js'

/** `npm run story`: tells the story against the platform that runs, a line a step. */
const running = findRunningPlatform(readLocalSettings().dataFolder)
if (running === undefined) {
  console.error('平台没有运行，请先执行 npm start。The platform is not running: npm start first.')
  process.exit(1)
}

let step = 0
const startedMs = performance.now()
try {
  await tellStory({
    urls: running.urls,
    demoPassword: readFileSync(running.demoPasswordFile, 'utf8').trim(),
    tell: {
      chapter: (title) => console.log(`\n${String((step += 1))}. ${title}`),
      say: (line) => console.log(`   ${line}`),
    },
  })
  console.log(`\n✓ 全程 ${((performance.now() - startedMs) / 1000).toFixed(1)} 秒。The whole story holds.`)
} catch (error) {
  console.error(`\n✗ ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
