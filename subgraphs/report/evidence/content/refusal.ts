import { AndonError, type Message } from '../../../../platform/errors.js'

/** Why a file that has arrived is not kept. */
export const refusals = {
  UNKNOWN_TYPE: {
    zh: '无法识别或不支持这种文件。可上传照片（JPEG、PNG、WebP、GIF、HEIC）、视频（MP4、MOV）、录音（MP3、M4A、AMR、WAV）和文件（PDF、docx、xlsx）。',
    en: 'The file is of no known or accepted type.',
  },
  MISLABELLED: {
    zh: '文件内容与所选类别不符，请选择正确的类别后重新上传。',
    en: 'The content is not of the kind that was announced.',
  },
  POLYGLOT: {
    zh: '文件中夹带了其他格式的内容，不能接收，请上传原始文件。',
    en: 'The file is of two formats at once.',
  },
  DAMAGED: {
    zh: '文件不完整或已损坏，请检查后重新上传。',
    en: 'The file is cut off or damaged.',
  },
  TOO_MANY_PIXELS: {
    zh: '图片像素过大，请降低分辨率后重新上传。',
    en: 'The image has too many pixels.',
  },
  INFECTED: {
    zh: '文件未通过病毒检查，不能接收。',
    en: 'The file did not pass the virus scan.',
  },
} as const satisfies Record<string, Message>

export type Refusal = keyof typeof refusals

export class EvidenceRefused extends AndonError {
  constructor(
    readonly refusal: Refusal,
    cause?: unknown,
  ) {
    super('BAD_USER_INPUT', refusals[refusal], { details: { reason: refusal }, cause })
    this.name = 'EvidenceRefused'
  }
}
