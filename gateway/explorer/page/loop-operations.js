const step = '{\n    id\n    state\n    version\n  }'
const caseId = '00000000-0000-0000-0000-000000000000'

/**
 * The closed loop, step by step in its order; `caseId` is of a case from the list of cases. Who may take which step is
 * in docs/case-states.md; accounts of 中原区 and 郑州市 can take them all.
 */
export const loopOperations = [
  {
    title: '闭环 1：案件现在能办什么、办过什么（工作人员登录后）',
    query: `# allowedSteps 是您本人现在能办的步骤，名称即变更（mutation）的名称。
query CaseNow($caseId: ID!) {
  case(id: $caseId) {
    state
    extended
    supervised
    allowedSteps {
      mutation
      label
    }
    history {
      label
      from
      to
      at
    }
  }
}`,
    variables: { caseId },
  },
  {
    title: '闭环 2：受理（intake.zhongyuan）',
    query: `mutation Accept($caseId: ID!) {
  acceptReport(caseId: $caseId) ${step}
}`,
    variables: { caseId },
  },
  {
    title: '闭环 3：分办给两名人员（leader.zhongyuan）',
    query: `mutation Assign($caseId: ID!, $officers: [CaseOfficerInput!]!) {
  assignCase(caseId: $caseId, mode: OFFICE, office: "执法一科", officers: $officers) ${step}
}`,
    variables: { caseId, officers: [{ account: 'officer.zhongyuan' }, { account: 'officer2.zhongyuan' }] },
  },
  {
    title: '闭环 4：省级督办（supervisor.henan）',
    query: `mutation Supervise($caseId: ID!, $items: [String!]!, $dueOn: String!) {
  superviseCase(caseId: $caseId, items: $items, dueOn: $dueOn) ${step}
}`,
    variables: { caseId, items: ['查明经过', '责令立即整改'], dueOn: '2027-06-30' },
  },
  {
    title: '闭环 5：两人核查（officer.zhongyuan）',
    query: `mutation Verify($caseId: ID!, $officers: [ID!]!) {
  startVerification(caseId: $caseId, officers: $officers) ${step}
}`,
    variables: { caseId, officers: ['officer.zhongyuan', 'officer2.zhongyuan'] },
  },
  {
    title: '闭环 6：作出结论（officer.zhongyuan）',
    query: `mutation Conclude($caseId: ID!, $input: ConclusionInput!) {
  concludeVerification(caseId: $caseId, input: $input) ${step}
}`,
    variables: { caseId, input: { conclusion: 'SUBSTANTIATED', findings: '【演示数据】举报属实，已立案。' } },
  },
  {
    title: '闭环 7：向举报人反馈四项内容（officer.zhongyuan）',
    query: `mutation Answer($caseId: ID!, $input: FeedbackInput!) {
  sendFeedback(caseId: $caseId, input: $input) ${step}
}`,
    variables: {
      caseId,
      input: {
        conclusion: 'SUBSTANTIATED',
        findings: '【演示数据】举报属实。',
        decision: '责令整改并处罚款。',
        rewardable: true,
      },
    },
  },
  {
    title: '闭环 8：举报人看反馈、奖励和异议（凭查询码）',
    query: `query AnswersToMe {
  myReport {
    progress {
      label
      at
    }
    feedback {
      conclusion
      findings
      decision
      rewardable
      objectUntil
    }
    objections {
      state
      answer
    }
    reward {
      label
      amountFen
      howReckoned
    }
  }
}`,
    variables: {},
  },
  {
    title: '闭环 9：认定奖励（officer.zhongyuan），另一人审批，财务发放',
    query: `# 接着 approveReward（leader.zhongyuan）、notifyReward、举报人 claimReward、payReward（finance.zhongyuan）。
mutation Assess($caseId: ID!, $input: AssessRewardInput!) {
  assessReward(caseId: $caseId, input: $input) ${step}
}`,
    variables: { caseId, input: { basis: 'HAZARD_OR_ILLEGAL', fineFen: '0' } },
  },
  {
    title: '闭环 10：归档，未完成的步骤会列明（leader.zhongyuan）',
    query: `mutation Close($caseId: ID!) {
  closeCase(caseId: $caseId) ${step}
}`,
    variables: { caseId },
  },
]
