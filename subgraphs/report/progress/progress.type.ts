import { Field, ObjectType, registerEnumType } from 'type-graphql'

/** What a citizen sees of a case: section 3.10 of the requirements. */
export enum PublicProgress {
  SUBMITTED = 'SUBMITTED',
  ACCEPTED = 'ACCEPTED',
  WITHDRAWN = 'WITHDRAWN',
}

export const progressLabels: Readonly<Record<PublicProgress, { zh: string; en: string }>> = {
  SUBMITTED: { zh: '已提交', en: 'Submitted' },
  ACCEPTED: { zh: '已受理', en: 'Accepted' },
  WITHDRAWN: { zh: '已撤回', en: 'Withdrawn' },
}

registerEnumType(PublicProgress, {
  name: 'PublicProgress',
  description: '举报人可见的办理进度。What a reporter sees of the handling.',
  valuesConfig: {
    SUBMITTED: { description: '已提交。Received, not decided yet.' },
    ACCEPTED: { description: '已受理。Accepted for handling.' },
    WITHDRAWN: { description: '举报人已撤回。Taken back by the reporter.' },
  },
})

@ObjectType({ description: '办理进度中的一步。One step of the handling.' })
export class ProgressEntry {
  @Field(() => PublicProgress, { description: '进度。The state reached.' })
  state!: PublicProgress

  @Field(() => String, { description: '进度名称，按请求语言。Its name in the language of the request.' })
  label!: string

  @Field(() => Date, { description: '时间。When.' })
  at!: Date
}
