import { z } from 'zod'
import { AndonError, generalMessages } from '../errors.js'
import type { Language } from '../language.js'
import { rolesMay, type Permission } from './roles.js'

/** Who asks. A stranger is a viewer too. */
export const viewerShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ANONYMOUS') }),
  z.object({
    kind: z.literal('STAFF'),
    subject: z.string().min(1).max(200),
    roles: z.array(z.string().max(64)).max(32),
    /** The authority the person works for; null where the provider names none, and then nothing is within reach. */
    authorityId: z.uuid().nullable(),
  }),
  z.object({ kind: z.literal('REPORTER'), reportId: z.uuid() }),
  /** Signed in by WeChat: sees the real-name reports made while signed in, and no other. */
  z.object({ kind: z.literal('CITIZEN'), citizenId: z.uuid() }),
  z.object({ kind: z.literal('SERVICE'), service: z.string().max(32) }),
])

export type Viewer = z.infer<typeof viewerShape>
export type StaffViewer = Extract<Viewer, { kind: 'STAFF' }>
export type ReporterViewer = Extract<Viewer, { kind: 'REPORTER' }>
export type CitizenViewer = Extract<Viewer, { kind: 'CITIZEN' }>

/** What the gateway tells a subgraph about a request, by its signature. */
export type SignedViewer = {
  viewer: Viewer
  language: Language
  /** SHA-256 of the body the signature covers, base64url; undefined where it covers none. */
  bodyHash: string | undefined
  /** How crowded it is where the request comes from, 0 to 5: makes the proof of work harder. */
  crowding: number
  expiresAtMs: number
}

export const anonymous: Viewer = { kind: 'ANONYMOUS' }

/**
 * The staff member who asks, if the person has the permission.
 *
 * @throws AndonError UNAUTHENTICATED for a stranger, FORBIDDEN for anybody else without the permission
 */
export function requireStaff(viewer: Viewer, permission: Permission): StaffViewer {
  if (viewer.kind === 'ANONYMOUS') throw new AndonError('UNAUTHENTICATED', generalMessages.UNAUTHENTICATED)
  if (viewer.kind !== 'STAFF' || !rolesMay(viewer.roles, permission)) throw new AndonError('FORBIDDEN')
  return viewer
}

/** Whether the viewer is staff with the permission; for fields that are null, not an error, for everyone else. */
export function isStaffWho(viewer: Viewer, permission: Permission): viewer is StaffViewer {
  return viewer.kind === 'STAFF' && rolesMay(viewer.roles, permission)
}
