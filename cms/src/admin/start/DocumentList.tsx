import { Badge, Box, Flex, Typography } from '@strapi/design-system'
import { Link } from 'react-router-dom'
import { Card } from './Card'
import { kinds, pathOf } from './kinds'
import { shortTime, type List, type Row } from './start-data'

const standings = { SCHEDULED: '已安排发布', AWAITS_PUBLICATION: '待发布', AWAITS_REVIEW: '待审核' }

type Of = { list: List; title: string; empty: string; time: string; urgent?: boolean; counted?: boolean }

export function DocumentList({ list, title, empty, time, urgent = false, counted = false }: Of) {
  const more = list.total - list.rows.length
  return (
    <Card
      title={title}
      {...(counted && list.total > 0 ? { count: list.total } : {})}
      urgent={urgent && list.total > 0}
    >
      {list.rows.length === 0 && <Typography textColor="neutral600">{empty}</Typography>}
      <Box tag="ul">
        {list.rows.map((row) => (
          <Entry key={`${row.uid}${row.documentId}`} row={row} time={time} />
        ))}
      </Box>
      {more > 0 && (
        <Typography
          variant="pi"
          textColor="neutral600"
        >{`另有 ${String(more)} 篇，请在内容管理中查看。`}</Typography>
      )}
    </Card>
  )
}

function Entry({ row, time }: { row: Row; time: string }) {
  const facts = [kinds[row.uid]?.name, row.by, `${shortTime(row.at)} ${time}`].filter(Boolean).join(' · ')
  return (
    <Box
      tag="li"
      paddingTop={3}
      paddingBottom={3}
      borderColor="neutral150"
      style={{ borderWidth: '0 0 1px' }}
    >
      <Flex gap={3} justifyContent="space-between" alignItems="flex-start">
        <Box style={{ minWidth: 0 }}>
          <Typography
            tag={Link}
            to={pathOf(row.uid, row.documentId)}
            textColor="primary700"
            fontWeight="semiBold"
            style={{ textDecoration: 'none', overflowWrap: 'anywhere' }}
          >
            {row.title ?? '未命名'}
          </Typography>
          <Typography variant="pi" tag="p" textColor="neutral600">
            {facts}
          </Typography>
        </Box>
        {row.state !== undefined && (
          <Box style={{ flexShrink: 0 }}>
            <Badge>{standings[row.state]}</Badge>
          </Box>
        )}
      </Flex>
      {row.note !== undefined && (
        <Box background="warning100" hasRadius padding={3} marginTop={2}>
          <Typography
            textColor="warning700"
            style={{ overflowWrap: 'anywhere' }}
          >{`理由：${row.note}`}</Typography>
        </Box>
      )}
    </Box>
  )
}
