/** What dashboards and the public read of the numbers. */
export const statisticsOperations = [
  {
    title: '对外公布的统计（任何人）',
    query: `# 每日公布一次；少于门槛的数不公布，也推算不出来。
query PublicCounts {
  publicTables {
    table
    definition
    newestPeriod
  }
  publicCounts(table: REPORTS_BY_REGION) {
    period
    cells {
      region {
        name
      }
      count {
        value
        below
      }
    }
  }
}`,
    variables: {},
  },
  {
    title: '趋势、漏斗与各地数量（登录后，如 screen.henan）',
    query: `query Dashboard($regionCode: ID!, $from: String!, $to: String!) {
  caseTrend(regionCode: $regionCode, from: $from, to: $to, unit: MONTH) {
    buckets {
      label
      openAtEnd
      flows {
        reports
        accepted
        closed
      }
    }
  }
  caseFunnel(regionCode: $regionCode, from: $from, to: $to) {
    submitted
    accepted
    verified
    fedBack
    rewarded
    closed
  }
  caseHeat(regionCode: $regionCode) {
    region {
      name
    }
    counts {
      cases
    }
  }
}`,
    variables: { regionCode: '410000', from: '2026-01-01', to: '2026-12-31' },
  },
  {
    title: '工作成效：受理率、查实率、按时办理率（登录后，如 leader.henan）',
    query: `# 每个比率的口径写在接口文档里，连同分子和分母。
query Effectiveness($regionCode: ID!, $from: String!, $to: String!) {
  effectiveness(regionCode: $regionCode, from: $from, to: $to) {
    current {
      acceptance {
        numerator
        denominator
        value
      }
      verifiedTrue {
        value
      }
      closedLoop {
        value
      }
      onTime {
        value
      }
      daysToReward {
        mean
        median
      }
    }
    previous {
      acceptance {
        value
      }
    }
  }
}`,
    variables: { regionCode: '410000', from: '2026-07-01', to: '2026-12-31' },
  },
]
