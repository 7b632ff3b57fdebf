import type { TestPlatform } from '../../support/platform.js'
import type { GraphClient } from '../../support/graph.js'

/** Who works on the case of the story, each signed in with the own role; 中原区 handles it. */
const people = {
  intake: 'intake.zhongyuan',
  officer: 'officer.zhongyuan',
  second: 'officer2.zhongyuan',
  leader: 'leader.zhongyuan',
  finance: 'finance.zhongyuan',
  cityLeader: 'leader.zhengzhou',
  supervisor: 'supervisor.henan',
  screen: 'screen.zhengzhou',
  otherCity: 'intake.jiyuan',
} as const

export type Cast = Record<keyof typeof people, GraphClient>

export const accountOf = people

export async function signInCast(platform: TestPlatform): Promise<Cast> {
  const signed: [string, GraphClient][] = []
  for (const [part, account] of Object.entries(people)) signed.push([part, await platform.as(account)])
  return Object.fromEntries(signed) as Cast
}
