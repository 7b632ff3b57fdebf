import { loopOperations } from './loop-operations.js'
import { statisticsOperations } from './statistics-operations.js'

/** What the list of examples offers; each but those of a case runs as it stands with the demo accounts. */
export const operations = [
  {
    title: '查区划（任何人）',
    query: `# 按名称、路径或代码搜索区划，任何人都可以查。
query SearchRegions($text: String!) {
  searchRegions(text: $text, first: 5) {
    code
    name
    fullName
    authority {
      name
    }
  }
}`,
    variables: { text: '郑州 中原' },
  },
  {
    title: '举报须知与隐私说明（任何人）',
    query: `query ReadBeforeReporting {
  reportingNotice {
    version
    title
    clauses {
      number
      text
    }
  }
  privacyExplanation {
    version
    title
  }
}`,
    variables: {},
  },
  {
    title: '举报表单：选项、必填与限制（任何人）',
    query: `# 前端所需的全部选项都在这里，不必另设常量。
query ReportForm($channel: Channel!) {
  reportForm(channel: $channel) {
    formVersion
    modes {
      label
      consequences
      isDefault
    }
    reporterKinds {
      label
      anonymousWarning
    }
    matterTypes {
      label
      subKinds {
        label
      }
    }
    industries {
      code
      name
      department
    }
    elsewhere {
      label
    }
    feedback {
      label
      hint
    }
    consents {
      kind
      version
      text
      required
    }
    fields {
      path
      label
      need
      min
      max
    }
    limits {
      evidenceFiles
      draftBytes
    }
  }
}`,
    variables: { channel: 'WECHAT_MINI' },
  },
  {
    title: '实名提交一件举报（虚构，任何人）',
    query: `# 内容虚构。匿名举报另需先做工作量证明（requestProofOfWork）。
mutation SubmitReport($input: SubmitReportInput!) {
  submitReport(input: $input) {
    __typename
    ... on ReportSubmitted {
      receipt
      warnings
    }
    ... on ReportReferred {
      department
      legalBasis
    }
    ... on SubmissionRefused {
      message
    }
  }
}`,
    variables: {
      input: {
        formVersion: 2,
        mode: 'REAL_NAME',
        reporterKind: 'EMPLOYEE',
        employerIsReportedUnit: true,
        identity: { name: '演示人员', phone: '010-00001234' },
        regionCode: '410102',
        address: '示例路 1 号（虚构）',
        industryCode: 'MACHINERY',
        matterTypes: ['CONCEALED_OR_FALSE_ACCIDENT'],
        subKinds: ['CONCEALED_ACCIDENT'],
        unitName: '示例机械厂（虚构）',
        facts: { what: '【演示数据，内容虚构】检修时有工人受伤，单位私下赔偿后没有上报。', ongoing: false },
        accident: { place: '二号车间', injuries: 1, howConcealed: '私下赔偿后要求不得声张' },
        elsewhere: { kind: 'NONE' },
        consent: {
          noticeVersion: 1,
          privacyVersion: 1,
          declaredTrue: true,
          separate: [{ kind: 'PASSING_ON', version: 1 }],
        },
      },
    },
  },
  {
    title: '辖区内的案件（工作人员登录后）',
    query: `# 请先点右上角“登录”，用有受理权限的演示账号。
query CasesOfRegion($regionCode: ID!) {
  cases(regionCode: $regionCode, first: 10) {
    nodes {
      id
      state
      openedAt
      region {
        code
        name
        fullName
      }
      reports {
        id
        mode
        matterTypes
        submittedAt
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
    variables: { regionCode: '410100' },
  },
  {
    title: '代录来信（受理员登录后）',
    query: `# 查询码交给来信人：须先用 changeReceipt 更换才能查询；持码的工作人员打不开。
mutation RecordLetter($input: SubmitReportInput!, $intake: OperatorIntakeInput!) {
  recordReport(input: $input, intake: $intake) {
    ... on ReportRecorded {
      reportId
      receipt
      receiptExpiresAt
      warnings
    }
    ... on ReportReferred {
      department
    }
    ... on SubmissionRefused {
      message
    }
  }
}`,
    variables: {
      input: {
        channel: 'LETTER',
        mode: 'ANONYMOUS',
        reporterKind: 'PUBLIC',
        regionCode: '410102',
        industryCode: 'CHEMICAL',
        matterTypes: ['MAJOR_HAZARD'],
        unitName: '某某化工有限公司（虚构）',
        facts: { what: '【演示数据，内容虚构】来信反映安全联锁装置被长期拆除。' },
        elsewhere: { kind: 'NONE' },
      },
      intake: {
        entryId: '5f0f6f0e-6a51-4c0c-9a52-1f7b4d1f2a33',
        receivedAt: '2026-03-01T09:00:00+08:00',
        consentManner: 'NOT_GIVEN',
      },
    },
  },
  {
    title: '登记报送系统（系统管理员登录后）',
    query: `# 之后 sync.ministry 可用 syncReports 报送，见 docs/sync.md。
mutation RegisterSystem {
  registerExternalSystem(code: "MINISTRY_MINI", name: "演示·部举报小程序", subject: "sync.ministry") {
    code
    name
    subject
  }
}`,
    variables: {},
  },
  {
    title: '对外统计（任何人）',
    query: `# 每日公布一次，公布后不再修改。value 为数量；below 表示少于此数；两者皆空为不公布。
query PublicFigures($table: PublicTable!, $regionCode: ID) {
  publicCounts(table: $table, regionCode: $regionCode) {
    definition
    period
    cells {
      region {
        code
        name
      }
      category
      count {
        value
        below
      }
    }
  }
  publicReleases(first: 5) {
    nodes {
      closingDay
      releasedAt
      threshold
      hash
    }
  }
}`,
    variables: { table: 'REPORTS_BY_DAY', regionCode: null },
  },
  {
    title: '实时案件数（订阅，登录后）',
    query: `# 订阅走 WebSocket。请先登录；有新的受理时，数字随即变化。
subscription LiveCaseCounts($regionCode: ID!) {
  caseCounts(regionCode: $regionCode) {
    reports
    cases
    screening
    accepted
    region {
      code
      name
    }
  }
}`,
    variables: { regionCode: '410100' },
  },
  ...statisticsOperations,
  ...loopOperations,
]
