import { Field, ID, ObjectType } from 'type-graphql'
import { CaseOrder } from './case-order.js'

@ObjectType({
  description: '保存的案件视图，仅本人可见。A list of cases kept under a name; its owner’s only.',
})
export class SavedView {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => String, { description: '名称。Its name.' })
  name!: string

  @Field(() => String, {
    description: '筛选条件，JSON 文本，结构同 CaseFilter。What it lists: CaseFilter as JSON text.',
  })
  filter!: string

  @Field(() => CaseOrder, { description: '排序。What it is sorted by.' })
  order!: CaseOrder

  @Field(() => Date, { description: '保存时间。When it was saved.' })
  savedAt!: Date
}
