import type { VersionedText } from './versioned-text'

/** Requirement B12. It may promise only what the platform keeps; what it cannot keep from the server, it says. */
export const privacyExplanation: VersionedText = {
  title: '举报人隐私说明',
  preface: '本说明告诉您：平台收集什么、怎样保管、谁能看到。请在选择实名或者匿名之前阅读。',
  clauses: [
    { number: '1', title: '收集什么', text: '只收集办理举报所需要的信息。' },
    {
      number: '1.1',
      title: '匿名举报',
      text: '不要求姓名和联系方式。提交后得到一个查询码，凭它查询进度、补充情况。',
    },
    { number: '1.2', title: '实名举报', text: '收集姓名和联系方式，只用于核实情况、反馈结果和发放奖励。' },
    { number: '2', title: '怎样保管', text: '身份信息与举报内容分开存放，并加密封存。' },
    {
      number: '2.1',
      title: '两人开启',
      text: '封存的身份信息须由身份保管员申请、另一部门的审批员同意，两人各持密钥才能开启；理由、人员和时间都留有记录。',
    },
    {
      number: '2.2',
      title: '办案人员看不到姓名',
      text: '受理、核查举报的人员只看到举报内容，看不到封存的身份信息。',
    },
    {
      number: '3',
      title: '举报内容',
      text: '举报内容会被承办人员阅读。如不希望被认出，请不要在内容中写下自己的姓名、岗位或者只有您知道的细节。',
    },
    {
      number: '4',
      title: '查询码',
      text: '查询码只在提交时显示一次，平台不保存原文。请妥善保管，遗失后无法找回。',
    },
    {
      number: '5',
      title: '对外公开',
      text: '公布典型案例时去除能够识别举报人的信息，并经两人审核。统计数字过小时不予公布。',
    },
    {
      number: '6',
      title: '您同意的版本',
      text: '您提交举报时同意的版本会被记录，该版本长期可查，不会改动。',
    },
  ],
}
