import { Badge, Box, Button, Checkbox, Field, Flex, TextInput, Typography } from '@strapi/design-system'
import { useState } from 'react'
import { beijingTime } from '../review/desk-document'

export type Mark = {
  key: string
  kindName: string
  where: string
  before: string
  text: string
  after: string
  decided: { decision: 'KEEP' | 'CHANGE'; reason: string; actor: string | null; decidedAt: string } | null
}

type Decide = (keys: string[], decision: 'KEEP' | 'CHANGE', reason: string) => Promise<boolean>

/** One mark in its sentence. Without `decide` it is for reading. */
export function MarkCard({ mark, same, decide }: { mark: Mark; same: Mark[]; decide?: Decide }) {
  const { decided } = mark
  const [isOpen, setOpen] = useState(false)
  const tone = decided === null ? 'neutral150' : decided.decision === 'CHANGE' ? 'danger100' : 'success100'
  return (
    <Box padding={3} background={tone} hasRadius>
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Flex gap={2}>
          <Badge>{mark.kindName}</Badge>
          <Typography variant="pi" textColor="neutral600">
            {mark.where}
          </Typography>
        </Flex>
        <Typography>
          {mark.before}
          <Typography fontWeight="bold" textColor="danger700" tag="mark">
            {mark.text}
          </Typography>
          {mark.after}
        </Typography>
        {decided !== null && (
          <Typography variant="pi">
            {`${decided.decision === 'KEEP' ? '可以公开' : '必须修改'}：${decided.reason}（${decided.actor ?? ''} ${beijingTime(decided.decidedAt)}）`}
          </Typography>
        )}
        {decide !== undefined && decided !== null && !isOpen && (
          <Button variant="tertiary" size="S" onClick={() => setOpen(true)}>
            重新审定
          </Button>
        )}
        {decide !== undefined && (decided === null || isOpen) && (
          <Verdict mark={mark} same={same} decide={decide} done={() => setOpen(false)} />
        )}
      </Flex>
    </Box>
  )
}

function Verdict(of: { mark: Mark; same: Mark[]; decide: Decide; done: () => void }) {
  const { mark, same, decide, done } = of
  const [reason, setReason] = useState('')
  const [together, setTogether] = useState(false)
  const others = same.filter(({ key }) => key !== mark.key)
  const settle = async (decision: 'KEEP' | 'CHANGE') => {
    const keys = [mark.key, ...(together ? others.map(({ key }) => key) : [])]
    if (await decide(keys, decision, reason)) done()
  }
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Field.Root name={`reason-${mark.key}`} required>
        <Field.Label>理由</Field.Label>
        <TextInput
          value={reason}
          maxLength={300}
          placeholder="如：部门名称，已依法公开"
          onChange={(event: { target: { value: string } }) => setReason(event.target.value)}
        />
      </Field.Root>
      {others.length > 0 && (
        <Checkbox checked={together} onCheckedChange={(value: unknown) => setTogether(value === true)}>
          {`另有 ${String(others.length)} 处相同文字，一并审定`}
        </Checkbox>
      )}
      <Flex gap={2}>
        <Button
          variant="success-light"
          size="S"
          disabled={reason.trim() === ''}
          onClick={() => settle('KEEP')}
        >
          可以公开
        </Button>
        <Button
          variant="danger-light"
          size="S"
          disabled={reason.trim() === ''}
          onClick={() => settle('CHANGE')}
        >
          必须修改
        </Button>
      </Flex>
    </Flex>
  )
}
