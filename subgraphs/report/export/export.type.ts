import { Field, ObjectType } from 'type-graphql'

@ObjectType({
  description:
    '本人数据的导出：本平台保存的关于该举报的全部内容，一份供机器读取，一份供人阅读。Everything held about one’s own report, once for machines and once for people.',
})
export class ReportExport {
  @Field(() => String, { description: '建议的文件名，不含扩展名。A name for the file, without ending.' })
  fileName!: string

  @Field(() => String, { description: 'JSON 文本。The same as JSON.' })
  json!: string

  @Field(() => String, { description: '纯文本，中文。The same as plain text in Chinese.' })
  text!: string
}
