import { Box, Button, Checkbox, Field, Flex, Textarea, Typography } from '@strapi/design-system'
import { useFetchClient } from '@strapi/strapi/admin'
import { useEffect, useState } from 'react'
import { beijingTime, useDeskCall, useDeskDocument, type DeskDocument } from './desk-document'
import { rememberReading } from './stale-draft'
import { ScheduleForm } from './ScheduleForm'

export type PanelProps = {
  activeTab?: 'draft' | 'published' | null
  documentId?: string
  model: string
  document?: { updatedAt?: string | null | undefined }
}

/** Beside every draft: has somebody agreed, who may do what now, and when does it go out. */
export function ReviewPanel({ activeTab, documentId, model, document }: PanelProps) {
  const updatedAt = document?.updatedAt
  const isDraft = activeTab !== 'published' && documentId !== undefined && typeof updatedAt === 'string'
  useEffect(() => {
    if (isDraft) rememberReading(documentId, updatedAt)
  }, [isDraft, documentId, updatedAt])
  if (!isDraft || !model.startsWith('api::')) return null
  return {
    title: '审核与发布',
    content: <Standing key={documentId} model={model} documentId={documentId} updatedAt={updatedAt} />,
  }
}

function Standing(of: { model: string; documentId: string; updatedAt: string }) {
  const { state, reload } = useDeskDocument(of.model, of.documentId, of.updatedAt)
  if (state === undefined) return <Typography textColor="neutral600">正在读取……</Typography>
  const path = `/desk/documents/${of.model}/${of.documentId}`
  return (
    <Flex direction="column" alignItems="stretch" gap={3} width="100%">
      <Typography variant="pi" textColor="neutral600">
        {`${state.savedBy ?? '系统'} 最后保存于 ${beijingTime(state.readAt)}`}
      </Typography>
      {state.needsReview && <DecisionLine state={state} />}
      {state.may.review && state.needsReview && (
        <DecisionForm state={state} readAt={of.updatedAt} path={path} reload={reload} />
      )}
      <ScheduleForm state={state} readAt={of.updatedAt} path={path} reload={reload} />
    </Flex>
  )
}

function DecisionLine({ state: { decision } }: { state: DeskDocument }) {
  if (decision === null || decision === undefined)
    return <Typography fontWeight="bold">当前内容待审核</Typography>
  const who = `${decision.by ?? ''} ${beijingTime(decision.at)}`
  if (decision.action === 'agree')
    return <Typography textColor="success600">{`已审核同意（${who}）`}</Typography>
  return (
    <Box padding={3} background="warning100" hasRadius>
      <Typography textColor="warning700" tag="p">{`已退回修改（${who}）`}</Typography>
      <Typography tag="p">{decision.note}</Typography>
    </Box>
  )
}

export type FormProps = { state: DeskDocument; readAt: string; path: string; reload: () => Promise<void> }

function DecisionForm({ state, readAt, path, reload }: FormProps) {
  const { post } = useFetchClient()
  const { busy, call } = useDeskCall(reload)
  const [reason, setReason] = useState('')
  const [approvalSeen, setApprovalSeen] = useState(false)
  if (state.ownText)
    return <Typography textColor="neutral600">您是最后编辑人，请由另一位人员审核、发布。</Typography>
  const agree = () =>
    call(() => post(`${path}/decisions`, { decision: 'agree', readAt, approvalSeen }), '已审核同意。')
  const sendBack = async () => {
    const done = await call(
      () => post(`${path}/decisions`, { decision: 'return', readAt, reason }),
      '已退回修改，编辑人员会看到理由。',
    )
    if (done) setReason('')
  }
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {state.needsApproval && (
        <Checkbox checked={approvalSeen} onCheckedChange={(checked) => setApprovalSeen(checked === true)}>
          已核对领导签发件
        </Checkbox>
      )}
      <Button onClick={agree} disabled={busy || state.decision?.action === 'agree'} fullWidth>
        审核同意
      </Button>
      <Field.Root name="review-reason">
        <Field.Label>退回理由</Field.Label>
        <Textarea
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          placeholder="写给编辑人员：哪里要改，怎样改"
        />
      </Field.Root>
      <Button variant="secondary" onClick={sendBack} disabled={busy || reason.trim() === ''} fullWidth>
        退回修改
      </Button>
    </Flex>
  )
}
