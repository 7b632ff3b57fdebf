import { Arg, ID, Int } from 'type-graphql'

/** Arguments every step of the loop has, with the words the graph shows. */
export function CaseIdArg(): ReturnType<typeof Arg> {
  return Arg('caseId', () => ID, { description: '案件编号。Id of the case.' })
}

export function ExpectedVersionArg(): ReturnType<typeof Arg> {
  return Arg('expectedVersion', () => Int, {
    nullable: true,
    description:
      '您看到的版本号；其后又有办理的，答复 CONFLICT。The version you looked at: a step since then is a CONFLICT.',
  })
}

export function OwnReportArg(): ReturnType<typeof Arg> {
  return Arg('reportId', () => ID, {
    nullable: true,
    description:
      '登录用户须指明本人的举报；凭查询码的不需要。Which of one’s own reports; needed when signed in, not with a receipt.',
  })
}
