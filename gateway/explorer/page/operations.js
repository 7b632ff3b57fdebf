/** What the list of examples offers; each runs as it stands on the embedded run with its demo accounts. */
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
]
