import { Badge, Box, Button, EmptyStateLayout, Flex, Typography } from '@strapi/design-system'
import { Layouts, Page, useFetchClient } from '@strapi/strapi/admin'
import { useCallback, useEffect, useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { beijingTime, sentenceOf, useDeskCall } from '../review/desk-document'

type Lead = {
  summaryId: string
  regionCode: string
  facts: { label: string; value: string }[]
  consentNeeded: boolean
  nominatedAt: string
  withdrawn: { at: string; why: string; isSettled: boolean } | null
  draft: { documentId: string; title: string } | null
  isPublished: boolean
}

const draftPath = (documentId: string): string =>
  `/content-manager/collection-types/api::case-publication.case-publication/${documentId}`

/** 典型案例线索: what officers nominated, where each stands, and the way to its draft. */
export default function LeadsPage() {
  const { get } = useFetchClient()
  const [found, setFound] = useState<{ mayWrite: boolean; leads: Lead[] }>()
  const [problem, setProblem] = useState('')
  const reload = useCallback(async () => {
    const { data } = await get<{ data: { mayWrite: boolean; leads: Lead[] } }>('/desk/case-leads')
    setFound(data.data)
  }, [get])
  useEffect(() => {
    reload().catch((error: unknown) => setProblem(sentenceOf(error)))
  }, [reload])
  if (problem !== '') return <Typography textColor="danger600">{problem}</Typography>
  if (found === undefined) return <Page.Loading />
  return (
    <Page.Main>
      <Page.Title>典型案例线索</Page.Title>
      <Layouts.Header
        title="典型案例线索"
        subtitle="办案人员推荐的已归档案件。摘要已去除身份信息；需要举报人同意的，同意已经取得，举报人撤回后自动撤下。"
      />
      <Layouts.Content>
        {found.leads.length === 0 && (
          <EmptyStateLayout content="还没有线索。办案人员推荐后，会自动出现在这里。" />
        )}
        <Flex direction="column" alignItems="stretch" gap={4}>
          {found.leads.map((lead) => (
            <LeadCard key={lead.summaryId} lead={lead} mayWrite={found.mayWrite} reload={reload} />
          ))}
        </Flex>
      </Layouts.Content>
    </Page.Main>
  )
}

function LeadCard({
  lead,
  mayWrite,
  reload,
}: {
  lead: Lead
  mayWrite: boolean
  reload: () => Promise<void>
}) {
  return (
    <Box padding={5} background="neutral0" shadow="tableShadow" hasRadius>
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Flex gap={2}>
          <Badge active={lead.isPublished}>{standingOf(lead)}</Badge>
          {lead.consentNeeded && <Badge>以举报人同意为条件</Badge>}
          <Typography variant="pi" textColor="neutral600">
            {`行政区划 ${lead.regionCode} · 推荐于 ${beijingTime(lead.nominatedAt)}`}
          </Typography>
        </Flex>
        {lead.withdrawn !== null && !lead.withdrawn.isSettled && (
          <Box padding={3} background="danger100" hasRadius>
            <Typography textColor="danger700">
              {`${lead.withdrawn.why}，已自动撤下，不能再发布。请处理已经印发、转载的内容，处理后点“已处理”。`}
            </Typography>
          </Box>
        )}
        <Flex gap={4} wrap="wrap">
          {lead.facts.map(({ label, value }) => (
            <Typography key={label}>
              <Typography textColor="neutral600">{`${label}：`}</Typography>
              {value}
            </Typography>
          ))}
        </Flex>
        <Actions lead={lead} mayWrite={mayWrite} reload={reload} />
      </Flex>
    </Box>
  )
}

function Actions({ lead, mayWrite, reload }: { lead: Lead; mayWrite: boolean; reload: () => Promise<void> }) {
  const { post } = useFetchClient()
  const navigate = useNavigate()
  const { busy, call } = useDeskCall(reload)
  const { summaryId, draft, withdrawn } = lead
  const path = `/desk/case-leads/${summaryId}`
  const write = () =>
    call(async () => {
      const { data } = await post<{ data: { documentId: string } }>(`${path}/publications`)
      navigate(draftPath(data.data.documentId))
    }, '已建立草稿，事实已经填好。')
  const settle = () => call(() => post(`${path}/settle`), '已记录处理。')
  return (
    <Flex gap={2}>
      {draft !== null && (
        <Button variant="secondary" onClick={() => navigate(draftPath(draft.documentId))}>
          {`打开《${draft.title}》`}
        </Button>
      )}
      {mayWrite && draft === null && withdrawn === null && (
        <Button disabled={busy} onClick={write}>
          据此撰写
        </Button>
      )}
      {mayWrite && withdrawn !== null && !withdrawn.isSettled && (
        <Button variant="danger-light" disabled={busy} onClick={settle}>
          已处理
        </Button>
      )}
    </Flex>
  )
}

function standingOf({ withdrawn, isPublished, draft }: Lead): string {
  if (withdrawn !== null) return '推荐已终止'
  if (isPublished) return '已发布'
  return draft === null ? '待撰写' : '撰写中'
}
