import { Button, Flex, Table, Tbody, Td, TextInput, Th, Thead, Tr, Typography } from '@strapi/design-system'
import { Layouts, Page, useFetchClient, useNotification } from '@strapi/strapi/admin'
import { useEffect, useState } from 'react'
import { sentenceOf } from './review/desk-document'

type Account = { id: number; name: string; email: string; regionCode: string | null }

/** Which region each account of 地区编辑 writes for. */
export default function RegionEditorsPage() {
  const { get } = useFetchClient()
  const { toggleNotification } = useNotification()
  const [accounts, setAccounts] = useState<Account[]>()
  useEffect(() => {
    get<{ data: Account[] }>('/desk/region-editors')
      .then(({ data }) => setAccounts(data.data))
      .catch((error: unknown) => toggleNotification({ type: 'danger', message: sentenceOf(error) }))
  }, [get, toggleNotification])
  return (
    <Page.Main>
      <Page.Title>地区编辑</Page.Title>
      <Layouts.Header
        title="地区编辑"
        subtitle="地区编辑只能看到和编写本地区及所辖地区的内容；没有设定地区的什么也看不到"
      />
      <Layouts.Content>
        {accounts?.length === 0 && (
          <Typography>还没有“地区编辑”账号。请先在“用户”中给账号加上这个角色。</Typography>
        )}
        {accounts !== undefined && accounts.length > 0 && (
          <Table colCount={3} rowCount={accounts.length}>
            <Thead>
              <Tr>
                {['姓名', '账号', '负责的地区'].map((column) => (
                  <Th key={column}>
                    <Typography variant="sigma">{column}</Typography>
                  </Th>
                ))}
              </Tr>
            </Thead>
            <Tbody>
              {accounts.map((account) => (
                <AccountRow key={account.id} account={account} />
              ))}
            </Tbody>
          </Table>
        )}
      </Layouts.Content>
    </Page.Main>
  )
}

function AccountRow({ account }: { account: Account }) {
  const { put } = useFetchClient()
  const { toggleNotification } = useNotification()
  const [saved, setSaved] = useState(account.regionCode ?? '')
  const [code, setCode] = useState(saved)
  const save = async () => {
    try {
      await put(`/desk/region-editors/${String(account.id)}`, { regionCode: code.trim() })
      setSaved(code)
      toggleNotification({ type: 'success', message: '已设定地区。' })
    } catch (error) {
      toggleNotification({ type: 'danger', message: sentenceOf(error) })
    }
  }
  return (
    <Tr>
      <Td>
        <Typography>{account.name}</Typography>
      </Td>
      <Td>
        <Typography>{account.email}</Typography>
      </Td>
      <Td>
        <Flex gap={2}>
          <TextInput
            aria-label={`${account.name}负责的行政区划代码`}
            placeholder="六位代码，如 410100"
            value={code}
            onChange={(event: { target: { value: string } }) => setCode(event.target.value)}
          />
          <Button onClick={save} disabled={code === saved}>
            保存
          </Button>
        </Flex>
      </Td>
    </Tr>
  )
}
