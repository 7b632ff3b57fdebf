import { Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { createConnectionType } from '../../shared/connection/connection.js'
import { changeActions, type ChangeAction } from './chain.js'
import type { ChangeRecord } from './change-record.entity.js'

const changeAction = Object.fromEntries(changeActions.map((action) => [action, action]))

registerEnumType(changeAction, {
  name: 'ChangeAction',
  description: '变更动作。What was done.',
  valuesConfig: {
    REGISTERED: { description: '新增。Registered.' },
    CHANGED: { description: '修改。Changed.' },
    CLOSED: { description: '停用。Closed.' },
    IMPORTED: { description: '导入。Imported.' },
  },
})

@ObjectType({ description: '一个字段的变更。What became of one field.' })
export class FieldChange {
  @Field(() => String, { description: '字段名。The field.' })
  field!: string

  @Field(() => String, { nullable: true, description: '变更前。Before.' })
  before!: string | null

  @Field(() => String, { nullable: true, description: '变更后。After.' })
  after!: string | null
}

@ObjectType({
  description:
    '变更记录，只增不改，逐条链接。A change record: only ever added, each linked to the one before.',
})
export class AuthorityChange {
  constructor(private readonly record: ChangeRecord) {}

  @Field(() => ID, { description: '编号。Id.' })
  get id(): string {
    return this.record.id
  }

  @Field(() => Date, { description: '时间。When.' })
  get at(): Date {
    return this.record.at
  }

  @Field(() => String, { description: '操作人员。The member of staff.' })
  get subject(): string {
    return this.record.subject
  }

  @Field(() => changeAction, { description: '动作。What was done.' })
  get action(): ChangeAction {
    return this.record.action
  }

  @Field(() => [FieldChange], { description: '变更的字段。The fields that changed.' })
  get changes(): FieldChange[] {
    const before = (this.record.before ?? {}) as Record<string, unknown>
    const after = (this.record.after ?? {}) as Record<string, unknown>
    const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
    return fields
      .map((field) => ({ field, before: spell(before[field]), after: spell(after[field]) }))
      .filter((change) => change.before !== change.after)
  }

  @Field(() => String, { description: '上一条记录的散列。Hash of the record before.' })
  get prevHash(): string {
    return this.record.prevHash
  }

  @Field(() => String, { description: '本条记录的 SHA-256 散列。SHA-256 of this one.' })
  get hash(): string {
    return this.record.hash
  }
}

function spell(value: unknown): string | null {
  if (value === null || value === undefined) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}

export const AuthorityChangeConnection = createConnectionType(
  'AuthorityChange',
  () => AuthorityChange as never,
)
