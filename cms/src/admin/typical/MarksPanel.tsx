import { Box, Flex, Typography } from '@strapi/design-system'
import { useFetchClient } from '@strapi/strapi/admin'
import { useCallback, useEffect, useState } from 'react'
import { useDeskCall } from '../review/desk-document'
import type { PanelProps } from '../review/ReviewPanel'
import { MarkCard, type Mark } from './MarkCard'

type Marked = {
  marks: Mark[]
  updatedAt: string
  isLinked: boolean
  withdrawn: boolean
  mayDecide: boolean
  isOwn: boolean
}

/** Beside a typical case: every place where somebody might be recognised, and the reviewer’s decision on each. */
export function MarksPanel({ activeTab, documentId, model, document }: PanelProps) {
  const isDraft = activeTab !== 'published' && documentId !== undefined
  if (!isDraft || model !== 'api::case-publication.case-publication') return null
  return {
    title: '个人信息检查',
    content: <Marks key={documentId} documentId={documentId} updatedAt={document?.updatedAt} />,
  }
}

function Marks({ documentId, updatedAt }: { documentId: string; updatedAt: unknown }) {
  const path = `/desk/case-publications/${documentId}/marks`
  const { get, post } = useFetchClient()
  const [found, setFound] = useState<Marked>()
  const reload = useCallback(async () => {
    const { data } = await get<{ data: Marked }>(path)
    setFound(data.data)
  }, [get, path])
  useEffect(() => {
    reload().catch(() => setFound(undefined))
  }, [reload, updatedAt])
  const { busy, call } = useDeskCall(reload)
  if (found === undefined) return <Typography textColor="neutral600">正在检查……</Typography>
  const decide = (keys: string[], decision: 'KEEP' | 'CHANGE', reason: string) =>
    call(
      () =>
        post(path, {
          readAt: found.updatedAt,
          decisions: keys.map((key) => ({ key, decision, reason })),
        }),
      decision === 'KEEP' ? '已审定：可以公开。' : '已审定：必须修改，编辑人员会看到理由。',
    )
  const may = found.mayDecide && !found.isOwn
  return (
    <Flex direction="column" alignItems="stretch" gap={3} width="100%">
      <Standing found={found} />
      {inOrder(found.marks).map((mark) => (
        <MarkCard
          key={mark.key}
          mark={mark}
          same={found.marks.filter(({ text, decided }) => text === mark.text && decided === null)}
          {...(may && !busy ? { decide } : {})}
        />
      ))}
    </Flex>
  )
}

function Standing({ found: { marks, isLinked, withdrawn, mayDecide, isOwn } }: { found: Marked }) {
  const open = marks.filter(({ decided }) => decided === null).length
  const toChange = marks.filter(({ decided }) => decided?.decision === 'CHANGE').length
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {withdrawn && <Warning>对应的推荐已终止，这篇典型案例不能发布。</Warning>}
      {!isLinked && <Warning>没有对应的案件线索，举报人的同意无从核对，请核实案例来源是否已经公开。</Warning>}
      <Typography fontWeight="bold">
        {marks.length === 0
          ? '未发现可能识别个人的内容。'
          : `共 ${String(marks.length)} 处，待审定 ${String(open)} 处，须修改 ${String(toChange)} 处。`}
      </Typography>
      <Typography variant="pi" textColor="neutral600">
        {mayDecide && isOwn
          ? '您是最后编辑人，请由另一位人员审定。'
          : mayDecide
            ? '请逐处审定并写明理由；全部审定后才能同意和发布。规则不能发现一切，请通读全文。'
            : '保存后自动检查。能改为“某”或概括说法的请直接修改，其余由审核人员逐处审定。'}
      </Typography>
    </Flex>
  )
}

function Warning({ children }: { children: string }) {
  return (
    <Box padding={2} background="warning100" hasRadius>
      <Typography textColor="warning700">{children}</Typography>
    </Box>
  )
}

/** What must be changed first, what is open next, what may stay last; within each as in the text. */
function inOrder(marks: readonly Mark[]): Mark[] {
  const rank = ({ decided }: Mark): number => (decided === null ? 1 : decided.decision === 'CHANGE' ? 0 : 2)
  return [...marks].sort((one, other) => rank(one) - rank(other))
}
