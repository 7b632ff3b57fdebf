import { Field, Int, ObjectType } from 'type-graphql'
import type { Language } from '../../../platform/language.js'
import type { CsvProblem } from './csv.js'

@ObjectType({ description: '导入文件中的一处问题。Something wrong in an imported file.' })
export class ImportProblem {
  @Field(() => Int, {
    description: '行号，表头为第 1 行。The row as a spreadsheet counts; the header is row 1.',
  })
  row!: number

  @Field(() => String, {
    description: '列名；整行或整个文件的问题为空。The column; empty for the row or file as a whole.',
  })
  column!: string

  @Field(() => String, { description: '说明，按请求语言。What is wrong, in the language of the request.' })
  message!: string
}

@ObjectType({
  description: '导入结果：有任何问题则一行也不生效。An import: with any problem nothing of it is applied.',
})
export class ImportResult {
  @Field(() => Boolean, { description: '是否已生效。Whether it was applied.' })
  applied!: boolean

  @Field(() => Int, { description: '数据行数。Rows of data.' })
  rows!: number

  @Field(() => Int, { description: '新增。New ones.' })
  registered!: number

  @Field(() => Int, { description: '修改。Changed ones.' })
  changed!: number

  @Field(() => Int, { description: '未变。Unchanged ones.' })
  unchanged!: number

  @Field(() => Int, { description: '问题总数。How many problems there are.' })
  problemCount!: number

  @Field(() => [ImportProblem], { description: '前 100 个问题。The first 100 problems.' })
  problems!: ImportProblem[]
}

@ObjectType({
  description: '导出文件的一段，依次拼接即为整个文件。A part of a file; put together they are the file.',
})
export class CsvPart {
  @Field(() => String, { description: '文本，首段含表头。Text; the first part has the header.' })
  text!: string

  @Field(() => String, {
    nullable: true,
    description: '下一段的游标；没有下一段时为空。Cursor of the next part; null at the end.',
  })
  next!: string | null
}

const mostShown = 100

export function refusedImport(
  rows: number,
  problems: readonly CsvProblem[],
  language: Language,
): ImportResult {
  const ordered = [...problems].sort((a, b) => a.row - b.row)
  return {
    applied: false,
    rows,
    registered: 0,
    changed: 0,
    unchanged: 0,
    problemCount: problems.length,
    problems: ordered
      .slice(0, mostShown)
      .map(({ row, column, message }) => ({ row, column, message: message[language] })),
  }
}

export function importOf(
  counts: Pick<ImportResult, 'applied' | 'rows' | 'registered' | 'changed' | 'unchanged'>,
): ImportResult {
  return { ...counts, problemCount: 0, problems: [] }
}
