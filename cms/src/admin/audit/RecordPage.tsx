import { Box, Button, Flex, Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system'
import { Layouts, Page, useFetchClient, useNotification } from '@strapi/strapi/admin'
import { useCallback, useEffect, useState } from 'react'
import { beijingTime, sentenceOf } from '../review/desk-document'

type Entry = {
  place: string
  at: string
  actionName: string
  who: string | null
  subject: string | null
  typeName: string | null
  note: string | null
  detail: { fields?: string[]; added?: string[]; removed?: string[] } | null
}
type RecordOfDesk = { rows: Entry[]; next: string | null }

const columns = ['时间（北京时间）', '人员', '操作', '对象', '说明']

/** 操作记录: what everybody did at the desk, newest first. */
export default function RecordPage() {
  const { get } = useFetchClient()
  const { toggleNotification } = useNotification()
  const [rows, setRows] = useState<Entry[]>([])
  const [next, setNext] = useState<string | null>(null)
  const read = useCallback(
    async (before?: string) => {
      try {
        const query = before === undefined ? '' : `?before=${encodeURIComponent(before)}`
        const { data } = await get<{ data: RecordOfDesk }>(`/desk/record${query}`)
        setRows((known) => (before === undefined ? data.data.rows : [...known, ...data.data.rows]))
        setNext(data.data.next)
      } catch (error) {
        toggleNotification({ type: 'danger', message: sentenceOf(error) })
      }
    },
    [get, toggleNotification],
  )
  useEffect(() => void read(), [read])
  return (
    <Page.Main>
      <Page.Title>操作记录</Page.Title>
      <Layouts.Header
        title="操作记录"
        subtitle="登录、账号与权限、审核与发布，按时间倒序；只能增加，不能修改或删除"
      />
      <Layouts.Content>
        <Box style={{ overflowX: 'auto' }}>
          <Table colCount={columns.length} rowCount={rows.length}>
            <Thead>
              <Tr>
                {columns.map((column) => (
                  <Th key={column}>
                    <Typography variant="sigma">{column}</Typography>
                  </Th>
                ))}
              </Tr>
            </Thead>
            <Tbody>
              {rows.map((row) => (
                <EntryRow key={row.place} entry={row} />
              ))}
            </Tbody>
          </Table>
        </Box>
        {next !== null && (
          <Flex justifyContent="center" paddingTop={4}>
            <Button variant="tertiary" onClick={() => read(next)}>
              更早的记录
            </Button>
          </Flex>
        )}
      </Layouts.Content>
    </Page.Main>
  )
}

function EntryRow({ entry }: { entry: Entry }) {
  const object = [entry.typeName, entry.subject].filter(Boolean).join(' · ')
  const said = [
    entry.note,
    ...(entry.detail?.added ?? []).map((right) => `增：${right}`),
    ...(entry.detail?.removed ?? []).map((right) => `减：${right}`),
  ].filter(Boolean)
  return (
    <Tr>
      {[beijingTime(entry.at), entry.who ?? '系统', entry.actionName, object].map((text, index) => (
        <Td key={columns[index]}>
          <Typography>{text}</Typography>
        </Td>
      ))}
      <Td>
        <Typography variant="pi" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {said.join('\n')}
        </Typography>
      </Td>
    </Tr>
  )
}
