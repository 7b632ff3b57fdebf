import { signIn } from '../../local/identity/sign-in.js'
import type { PlatformUrls } from '../../local/environments.js'

export type StoryTeller = {
  /** A step begins, in words for a person. */
  chapter: (title: string) => void
  /** What came of it. */
  say: (line: string) => void
}

export type StoryWorld = { urls: PlatformUrls; demoPassword: string; tell: StoryTeller }

/** Something in the story did not come out as told. */
export class StoryBroken extends Error {
  override name = 'StoryBroken'
}

export function staffToken(
  world: Pick<StoryWorld, 'urls' | 'demoPassword'>,
  username: string,
): Promise<string> {
  return signIn({ issuer: world.urls.identity, username, password: world.demoPassword })
}
