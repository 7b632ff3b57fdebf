import type { Epoch } from '../cache/content-epoch'
import type { Loaders } from './loaders'
import type { Context } from './resolvers'
import type { SignedViewer } from './viewer'

/** A context, and whether the answer made with it is for its viewer alone. */
export type Asked = { context: Context; isPersonal: () => boolean }
export type CreateContext = (signed: SignedViewer, epoch: Epoch) => Asked

export function createContexts(createLoaders: (epoch: Epoch) => Loaders): CreateContext {
  return ({ viewer, language }, epoch) => {
    let personal = false
    const context: Context = {
      isStaff: viewer.kind === 'STAFF',
      get viewer() {
        personal = true
        return viewer
      },
      alone: () => {
        personal = true
      },
      language,
      loaders: createLoaders(epoch),
      renew: () => {
        context.loaders = createLoaders(undefined)
      },
    }
    return { context, isPersonal: () => personal }
  }
}
