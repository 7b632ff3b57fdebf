import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { tellStory } from '../story/story.js'
import { openTestPlatform, type TestPlatform } from '../support/platform.js'

describe('the main job', () => {
  let platform: TestPlatform

  beforeAll(async () => {
    platform = await openTestPlatform()
  }, 300_000)
  afterAll(async () => {
    await platform[Symbol.asyncDispose]()
  }, 60_000)

  const tell = async (): Promise<string[]> => {
    const told: string[] = []
    await tellStory({
      urls: platform.urls,
      demoPassword: platform.secrets.demoPassword,
      tell: { chapter: () => undefined, say: (line) => told.push(line) },
    })
    return told
  }

  it('goes from a report over its acceptance to the dashboard, the reporter and the public', async () => {
    const told = await tell()
    expect(told.join('\n')).toMatch(/郑州市：举报 1，案件 1，甄别中 0，已受理 1/)
    expect(told).toContain('已提交 → 已受理')
  })

  it('goes so again on the same data', async () => {
    expect((await tell()).join('\n')).toMatch(/郑州市：举报 2，案件 2，甄别中 0，已受理 2/)
  })

  it('is still there after a stop and a start of every process', async () => {
    for (const name of ['gateway', 'report', 'case', 'region', 'statistics', 'cms'] as const) {
      await platform.kill(name, 'SIGKILL')
      await platform.startAgain(name)
    }
    expect((await tell()).join('\n')).toMatch(/郑州市：举报 3，案件 3，甄别中 0，已受理 3/)
  })
})
