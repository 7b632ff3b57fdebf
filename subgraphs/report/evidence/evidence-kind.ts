import { registerEnumType } from 'type-graphql'

/** What a reporter says a file is; its content must agree. */
export enum EvidenceKind {
  PHOTO = 'PHOTO',
  VIDEO = 'VIDEO',
  AUDIO = 'AUDIO',
  DOCUMENT = 'DOCUMENT',
}

registerEnumType(EvidenceKind, {
  name: 'EvidenceKind',
  description: '证据材料类别。Kind of evidence.',
  valuesConfig: {
    PHOTO: { description: '照片：JPEG、PNG、WebP、GIF、HEIC。A photo.' },
    VIDEO: { description: '视频：MP4、MOV。A video.' },
    AUDIO: { description: '录音：MP3、M4A、AMR、WAV。A recording.' },
    DOCUMENT: { description: '文件：PDF、docx、xlsx。A document.' },
  },
})
