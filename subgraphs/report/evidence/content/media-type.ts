import { EvidenceKind } from '../evidence-kind.js'

const mebibyte = 1_048_576

/** How the bytes of a format are checked for being whole. */
export type Frame = 'image' | 'pdf' | 'zip' | 'boxes' | 'riff' | 'stream'

/**
 * Every format taken, by the name `file-type` gives it. Images and PDF are looked at whole, so that their size is
 * bounded by memory; the rest only by settings.
 */
export const mediaTypes = {
  'image/jpeg': { kind: EvidenceKind.PHOTO, extensions: ['jpg', 'jpeg'], frame: 'image' },
  'image/png': { kind: EvidenceKind.PHOTO, extensions: ['png'], frame: 'image' },
  'image/webp': { kind: EvidenceKind.PHOTO, extensions: ['webp'], frame: 'image' },
  'image/gif': { kind: EvidenceKind.PHOTO, extensions: ['gif'], frame: 'image' },
  'image/heic': { kind: EvidenceKind.PHOTO, extensions: ['heic'], frame: 'boxes' },
  'image/heif': { kind: EvidenceKind.PHOTO, extensions: ['heif'], frame: 'boxes' },
  'video/mp4': { kind: EvidenceKind.VIDEO, extensions: ['mp4'], frame: 'boxes' },
  'video/quicktime': { kind: EvidenceKind.VIDEO, extensions: ['mov'], frame: 'boxes' },
  'audio/mpeg': { kind: EvidenceKind.AUDIO, extensions: ['mp3'], frame: 'stream' },
  'audio/x-m4a': { kind: EvidenceKind.AUDIO, extensions: ['m4a'], frame: 'boxes' },
  'audio/amr': { kind: EvidenceKind.AUDIO, extensions: ['amr'], frame: 'stream' },
  'audio/wav': { kind: EvidenceKind.AUDIO, extensions: ['wav'], frame: 'riff' },
  'application/pdf': { kind: EvidenceKind.DOCUMENT, extensions: ['pdf'], frame: 'pdf' },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
    kind: EvidenceKind.DOCUMENT,
    extensions: ['docx'],
    frame: 'zip',
  },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
    kind: EvidenceKind.DOCUMENT,
    extensions: ['xlsx'],
    frame: 'zip',
  },
} as const satisfies Record<string, { kind: EvidenceKind; extensions: readonly string[]; frame: Frame }>

export type MediaType = keyof typeof mediaTypes

/** Most bytes of a kind, whatever the settings allow. */
export const mostBytesOfKind: Readonly<Record<EvidenceKind, number>> = {
  PHOTO: 50 * mebibyte,
  DOCUMENT: 50 * mebibyte,
  VIDEO: Number.MAX_SAFE_INTEGER,
  AUDIO: Number.MAX_SAFE_INTEGER,
}

export function isMediaType(name: string | undefined): name is MediaType {
  return name !== undefined && Object.hasOwn(mediaTypes, name)
}

/** Whether a file of this kind may end so; a name without an ending says nothing. */
export function nameFitsKind(name: string, kind: EvidenceKind): boolean {
  const ending = /\.([^.]{1,10})$/.exec(name)?.[1]?.toLowerCase()
  if (ending === undefined) return true
  return Object.values(mediaTypes).some(
    (type) => type.kind === kind && (type.extensions as readonly string[]).includes(ending),
  )
}
