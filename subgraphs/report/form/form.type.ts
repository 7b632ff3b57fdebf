import { Field, Float, Int, ObjectType } from 'type-graphql'
import {
  Channel,
  MatterSubKind,
  MatterType,
  ReporterKind,
  ReporterMode,
} from '../../shared/dictionary/matter.js'
import { ConsentKind } from '../consent/consent-kind.js'
import { EvidenceKind } from '../evidence/evidence-kind.js'
import { ElsewhereKind, FeedbackPreference } from '../intake/form-kinds.js'
import { Industry } from '../references/industry.type.js'
import { FieldNeed } from './form-field.js'

const label = { description: '文字，按请求语言。In words, in the language of the request.' }

@ObjectType({ description: '实名或匿名的选项，先于表单选择。Real name or anonymous, chosen first.' })
export class ModeOption {
  @Field(() => ReporterMode, { description: '选项。The choice.' })
  mode!: ReporterMode

  @Field(() => String, label)
  label!: string

  @Field(() => [String], { description: '选择的后果，选择之前告知。What follows from it, said beforehand.' })
  consequences!: string[]

  @Field(() => Boolean, { description: '该渠道是否默认选中。Whether the channel offers it first.' })
  isDefault!: boolean
}

@ObjectType({ description: '举报人身份的选项。In what capacity one reports.' })
export class ReporterKindOption {
  @Field(() => ReporterKind, { description: '选项。The choice.' })
  kind!: ReporterKind

  @Field(() => String, label)
  label!: string

  @Field(() => String, {
    nullable: true,
    description: '匿名时的提示。What is said to somebody of this kind who stays anonymous.',
  })
  anonymousWarning!: string | null
}

@ObjectType({ description: '瞒报、谎报的选项。Concealed, or falsely reported.' })
export class SubKindOption {
  @Field(() => MatterSubKind, { description: '选项。The choice.' })
  subKind!: MatterSubKind

  @Field(() => String, label)
  label!: string
}

@ObjectType({ description: '事项类别的选项，可多选。A kind of matter; several may be chosen.' })
export class MatterOption {
  @Field(() => MatterType, { description: '选项。The choice.' })
  type!: MatterType

  @Field(() => String, label)
  label!: string

  @Field(() => [SubKindOption], {
    description: '其下的选项，有则至少选一项。Where there are any, at least one.',
  })
  subKinds!: SubKindOption[]
}

@ObjectType({ description: '是否已由其他机关受理的选项。Where else the matter may be.' })
export class ElsewhereOption {
  @Field(() => ElsewhereKind, { description: '选项。The choice.' })
  kind!: ElsewhereKind

  @Field(() => String, label)
  label!: string
}

@ObjectType({ description: '如何获知进展的选项。How to hear of news.' })
export class FeedbackOption {
  @Field(() => FeedbackPreference, { description: '选项。The choice.' })
  preference!: FeedbackPreference

  @Field(() => String, label)
  label!: string

  @Field(() => ConsentKind, { nullable: true, description: '所需的单独同意。The consent it needs.' })
  consent!: ConsentKind | null

  @Field(() => String, { nullable: true, description: '须知道的事。What to know of it.' })
  hint!: string | null
}

@ObjectType({ description: '一项同意或声明的文字。The words of a consent or a declaration.' })
export class ConsentOption {
  @Field(() => ConsentKind, { description: '事项。What.' })
  kind!: ConsentKind

  @Field(() => Int, {
    description: '文字的版本，提交时一并填写。Version of the words; goes into the submission.',
  })
  version!: number

  @Field(() => String, label)
  text!: string

  @Field(() => Boolean, {
    description: '是否必须；其余可不同意。Whether it is needed; the rest may be left out.',
  })
  required!: boolean
}

@ObjectType({ description: '表单的一个字段。A field of the form.' })
export class FormField {
  @Field(() => String, { description: '在 SubmitReportInput 中的路径。Its path in SubmitReportInput.' })
  path!: string

  @Field(() => String, label)
  label!: string

  @Field(() => FieldNeed, { description: '何时必填。When it must be filled in.' })
  need!: FieldNeed

  @Field(() => Int, {
    nullable: true,
    description: '最少字数、项数或数值。At least so many characters, items or so much.',
  })
  min!: number | null

  @Field(() => Int, {
    nullable: true,
    description: '最多字数、项数或数值。At most so many characters, items or so much.',
  })
  max!: number | null
}

@ObjectType({ description: '一类证据文件的限制。Limits of one kind of file.' })
export class EvidenceLimit {
  @Field(() => EvidenceKind, { description: '类别。The kind.' })
  kind!: EvidenceKind

  @Field(() => Float, { description: '单个文件最多字节数。Bytes a file may have.' })
  maxBytes!: number
}

@ObjectType({ description: '证据与草稿的限制。Limits of evidence and drafts.' })
export class FormLimits {
  @Field(() => Int, { description: '一件举报最多的文件数。Files a report may have.' })
  evidenceFiles!: number

  @Field(() => Float, { description: '一件举报的文件总字节数。Bytes of all files of a report.' })
  evidenceBytes!: number

  @Field(() => [EvidenceLimit], { description: '各类文件的限制。By kind of file.' })
  evidence!: EvidenceLimit[]

  @Field(() => Int, { description: '草稿内容最多字节数（UTF-8）。Bytes of a saved draft, in UTF-8.' })
  draftBytes!: number
}

@ObjectType({
  description:
    '举报表单：全部选项、必填规则与限制，前端无须另设常量。The report form: every choice, need and limit.',
})
export class ReportForm {
  @Field(() => Int, { description: '表单版本，提交时填写。Its version; goes into the submission.' })
  formVersion!: number

  @Field(() => Channel, { description: '渠道。The channel it is for.' })
  channel!: Channel

  @Field(() => [ModeOption], { description: '实名或匿名。Real name or anonymous.' })
  modes!: ModeOption[]

  @Field(() => [ReporterKindOption], { description: '举报人身份。Capacities.' })
  reporterKinds!: ReporterKindOption[]

  @Field(() => [MatterOption], { description: '事项类别。Kinds of matter.' })
  matterTypes!: MatterOption[]

  @Field(() => [Industry], {
    description: '行业领域，先受理的，后转告的。Industries, those handled here first.',
  })
  industries!: Industry[]

  @Field(() => [ElsewhereOption], { description: '是否已由其他机关受理。In other hands already.' })
  elsewhere!: ElsewhereOption[]

  @Field(() => [FeedbackOption], { description: '如何获知进展。How to hear of news.' })
  feedback!: FeedbackOption[]

  @Field(() => [ConsentOption], {
    description:
      '声明与单独同意的文字；须知和隐私说明另见 reportingNotice、privacyExplanation。Words of declaration and consents.',
  })
  consents!: ConsentOption[]

  @Field(() => [FormField], { description: '字段，按表单顺序。Fields, in their order.' })
  fields!: FormField[]

  @Field(() => FormLimits, { description: '限制。Limits.' })
  limits!: FormLimits
}
