import { Field, ObjectType, registerEnumType } from 'type-graphql'

/** What a list of cases is written as. */
export enum ExportFormat {
  CSV = 'CSV',
  XLSX = 'XLSX',
}

registerEnumType(ExportFormat, {
  name: 'ExportFormat',
  description: '导出格式。What a list of cases is written as.',
  valuesConfig: {
    CSV: { description: 'CSV，UTF-8。CSV in UTF-8.' },
    XLSX: { description: 'Excel 工作簿。A workbook.' },
  },
})

@ObjectType({
  description: '案件导出：一次有效的下载地址。An export of cases: an address good for one download.',
})
export class CaseExport {
  @Field(() => String, {
    description: '下载地址，网关路径，只能下载一次。Path on the gateway; it answers once.',
  })
  url!: string

  @Field(() => Date, { description: '有效期至。Until when.' })
  expiresAt!: Date
}
