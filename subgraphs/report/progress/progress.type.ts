import { Field, ObjectType } from 'type-graphql'
import { PublicProgress } from '../../shared/dictionary/progress.js'

export { progressLabels, PublicProgress } from '../../shared/dictionary/progress.js'

@ObjectType({ description: '办理进度中的一步。One step of the handling.' })
export class ProgressEntry {
  @Field(() => PublicProgress, { description: '进度。The state reached.' })
  state!: PublicProgress

  @Field(() => String, { description: '进度名称，按请求语言。Its name in the language of the request.' })
  label!: string

  @Field(() => Date, { description: '时间。When.' })
  at!: Date
}
