import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import type { StoredOutreachDocument } from './document.entity.js'

/** What a document is written as. */
export enum OutreachFormat {
  PDF = 'PDF',
  XLSX = 'XLSX',
  CSV = 'CSV',
}

registerEnumType(OutreachFormat, {
  name: 'OutreachFormat',
  description: '导出格式。What a document is written as.',
  valuesConfig: {
    PDF: {
      description:
        'PDF，A4，按附表版式，可直接用印。PDF on A4 in the layout of the form, ready for the seal.',
    },
    XLSX: { description: 'Excel 工作簿，含下级各单位。A workbook, with those below.' },
    CSV: { description: 'CSV，UTF-8，含下级各单位。CSV in UTF-8, with those below.' },
  },
})

@ObjectType({ description: '导出：一次有效的下载地址。An export: an address good for one download.' })
export class OutreachExport {
  @Field(() => String, {
    description: '下载地址，网关路径，只能下载一次。Path on the gateway; it answers once.',
  })
  url!: string

  @Field(() => Date, { description: '有效期至。Until when.' })
  expiresAt!: Date
}

@ObjectType({ description: '一次导出的文件。A file that was given out.' })
export class OutreachDocument {
  constructor(readonly stored: StoredOutreachDocument) {}

  @Field(() => OutreachFormat, { description: '格式。Its format.' })
  get format(): OutreachFormat {
    return this.stored.format
  }

  @Field(() => Int, { description: '导出时材料的版本。Version of the document at that moment.' })
  get filingVersion(): number {
    return this.stored.filingVersion
  }

  @Field(() => String, {
    nullable: true,
    description: '文件的 SHA-256，用以核对纸质件的来源。Hash of the file.',
  })
  get sha256(): string | null {
    return this.stored.sha256 ?? null
  }

  @Field(() => Date, { nullable: true, description: '下载时间。When it was fetched.' })
  get fetchedAt(): Date | null {
    return this.stored.fetchedAt ?? null
  }

  @Field(() => String, { description: '导出人账号。Account of who asked for it.' })
  get by(): string {
    return this.stored.subject
  }
}
