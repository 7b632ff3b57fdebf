import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { dictionaryNames, type DictionaryName } from './dictionary.js'

export const dictionaryName = Object.fromEntries(dictionaryNames.map((name) => [name, name]))

registerEnumType(dictionaryName, {
  name: 'DictionaryName',
  description: '字典。A dictionary.',
  valuesConfig: {
    INDUSTRY: { description: '行业领域。Industries.' },
    MATTER_TYPE: { description: '举报事项类别。Kinds of matter.' },
    ACCIDENT_LEVEL: { description: '事故等级。Levels of accidents.' },
    REFUSAL_GROUND: { description: '不予受理情形。Grounds of refusal.' },
    CHANNEL: { description: '举报渠道。Ways a report comes in.' },
    MEDIUM: { description: '宣传媒体。Media of publicity.' },
    MATERIAL: { description: '宣传材料。Material of publicity.' },
    PLACE: { description: '点位类型。Kinds of place for codes and boards.' },
    ACTIVITY: { description: '宣传活动。Kinds of activity.' },
  },
})

@ObjectType({ description: '字典条目。An entry of a dictionary.' })
export class DictionaryItem {
  @Field(() => ID, { description: '代码。Its code.' })
  code!: string

  @Field(() => String, { description: '中文名称。Its name in Chinese.' })
  label!: string

  @Field(() => String, { description: '英文名称。Its name in English.' })
  labelEn!: string

  @Field(() => String, { nullable: true, description: '依据。Where it is laid down.' })
  legalBasis!: string | null

  @Field(() => Boolean, {
    description: '是否由本平台受理；否则转告主管部门。Handled here; otherwise another department answers.',
  })
  inScope!: boolean

  @Field(() => ID, { nullable: true, description: '上级条目代码。Code of the entry it is a kind of.' })
  parent!: string | null
}

@ObjectType({ description: '字典的一个版本。One version of a dictionary.' })
export class Dictionary {
  @Field(() => dictionaryName, { description: '字典。Which one.' })
  name!: DictionaryName

  @Field(() => Int, { description: '版本。Its version.' })
  version!: number

  @Field(() => Date, { description: '生效日期。First day in force.' })
  validFrom!: Date

  @Field(() => [DictionaryItem], { description: '条目，按规定顺序。Entries in their order.' })
  items!: DictionaryItem[]
}
