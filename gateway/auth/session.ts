import type { Viewer } from '../../platform/viewer/viewer.js'

/** Who a verified credential stands for, and until when. */
export type Session = {
  viewer: Viewer
  /** Tells viewers apart wherever something is kept or shared per viewer. */
  viewerKey: string
  /** End of the credential; undefined for strangers. */
  expiresAtMs: number | undefined
}

export function createSession(viewer: Viewer, expiresAtMs: number | undefined): Session {
  return { viewer, viewerKey: JSON.stringify(viewer), expiresAtMs }
}

export const strangerSession: Session = createSession({ kind: 'ANONYMOUS' }, undefined)
