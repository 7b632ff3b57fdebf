import { Box, Flex, Typography } from '@strapi/design-system'
import { Link } from 'react-router-dom'
import { Card } from './Card'
import { shortTime, type House } from './start-data'

/** How the desk itself stands: who can come in, and whether what was published has been told on. */
export function HouseCard({ house }: { house: House }) {
  const { accounts, blocked, editorsWithoutRegion, waitingEvents, waitingSince } = house
  return (
    <Card title="账号与系统">
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Line
          name="账号"
          value={`${String(accounts)} 个${blocked > 0 ? `，其中停用或未启用 ${String(blocked)} 个` : ''}`}
        />
        <Line
          name="地区编辑"
          value={
            editorsWithoutRegion === 0 ? '都已指定地区' : `${String(editorsWithoutRegion)} 人还没有指定地区`
          }
          alarming={editorsWithoutRegion > 0}
        />
        <Line
          name="消息转发"
          value={
            waitingEvents === 0 || waitingSince === null
              ? '正常，没有积压'
              : `${String(waitingEvents)} 条等待转发，最早 ${shortTime(waitingSince)}`
          }
          alarming={waitingEvents > 0}
        />
        <Typography tag={Link} to="/settings/users" textColor="primary700" fontWeight="semiBold">
          管理账号，邀请新人员
        </Typography>
      </Flex>
    </Card>
  )
}

function Line({ name, value, alarming = false }: { name: string; value: string; alarming?: boolean }) {
  return (
    <Flex gap={4} alignItems="flex-start">
      <Box width="8rem" style={{ flexShrink: 0 }}>
        <Typography textColor="neutral600">{name}</Typography>
      </Box>
      <Typography textColor={alarming ? 'warning700' : 'neutral800'}>{value}</Typography>
    </Flex>
  )
}
