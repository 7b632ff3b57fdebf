import { Box, Button, Field, Flex, TextInput, Typography } from '@strapi/design-system'
import { useFetchClient } from '@strapi/strapi/admin'
import { useState } from 'react'
import { beijingTime, useDeskCall } from './desk-document'
import type { FormProps } from './ReviewPanel'

/** When the draft goes out by itself, and for a publisher the choosing of that moment. Hours are those of Beijing. */
export function ScheduleForm({ state, readAt, path, reload }: FormProps) {
  const { put, del } = useFetchClient()
  const { busy, call } = useDeskCall(reload)
  const [moment, setMoment] = useState('')
  const waits = state.schedule?.state === 'WAITING'
  const order = () =>
    call(
      () => put(`${path}/schedule`, { publishAt: moment === '' ? '' : `${moment}:00+08:00`, readAt }),
      '已安排定时发布。',
    )
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <ScheduleLine schedule={state.schedule} />
      {state.may.publish && waits && (
        <Button
          variant="danger-light"
          disabled={busy}
          onClick={() => call(() => del(`${path}/schedule`), '已取消定时发布。')}
          fullWidth
        >
          取消定时发布
        </Button>
      )}
      {state.may.publish && !state.ownText && (
        <>
          <Field.Root name="publish-at" hint="到时自动发布；之后再修改草稿，安排随即取消。">
            <Field.Label>定时发布（北京时间）</Field.Label>
            <TextInput
              type="datetime-local"
              value={moment}
              onChange={(event: { target: { value: string } }) => setMoment(event.target.value)}
            />
            <Field.Hint />
          </Field.Root>
          <Button variant="secondary" disabled={busy || moment === ''} onClick={order} fullWidth>
            {waits ? '改为这个时间' : '安排定时发布'}
          </Button>
        </>
      )}
    </Flex>
  )
}

function ScheduleLine({ schedule }: { schedule: FormProps['state']['schedule'] }) {
  if (schedule === null || schedule === undefined || schedule.state === 'DONE') return null
  if (schedule.state === 'WAITING')
    return (
      <Box padding={3} background="primary100" hasRadius>
        <Typography textColor="primary700">
          {`${schedule.by ?? ''} 已安排于 ${beijingTime(schedule.publishAt)} 发布`}
        </Typography>
      </Box>
    )
  return (
    <Typography textColor={schedule.state === 'FAILED' ? 'danger600' : 'neutral600'}>
      {schedule.note}
    </Typography>
  )
}
