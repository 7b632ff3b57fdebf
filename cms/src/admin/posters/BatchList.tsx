import { Box, Button, Flex, ProgressBar, Typography } from '@strapi/design-system'
import { useFetchClient } from '@strapi/strapi/admin'
import { beijingTime, useDeskCall } from '../review/desk-document'
import { isOpen, saveAs, useDeskFile, type Batch } from './poster-data'

/** What the account has started: how far it is, and the file once it is whole. */
export function BatchList({ batches, reload }: { batches: Batch[]; reload: () => Promise<void> }) {
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography variant="delta" tag="h2">
        生成记录
      </Typography>
      {batches.length === 0 && (
        <Typography textColor="neutral600">还没有生成过，完成的文件保存七天。</Typography>
      )}
      {batches.map((batch) => (
        <BatchCard key={batch.id} batch={batch} reload={reload} />
      ))}
    </Flex>
  )
}

function BatchCard({ batch, reload }: { batch: Batch; reload: () => Promise<void> }) {
  const { del } = useFetchClient()
  const file = useDeskFile()
  const { busy, call } = useDeskCall(reload)
  const path = `/desk/posters/batches/${batch.id}`
  const name = `海报-${batch.templateTitle}-${batch.createdAt.slice(0, 10)}.zip`
  const download = () => call(async () => saveAs(await file(`${path}/file`), name), '已下载。')
  const remove = () => call(() => del(path), '已删除。')
  return (
    <Box padding={4} background="neutral0" shadow="tableShadow" hasRadius>
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Flex justifyContent="space-between" gap={4} wrap="wrap">
          <Typography fontWeight="bold">{`${batch.templateTitle}　${batch.paper}　${String(batch.total)} 张`}</Typography>
          <Typography variant="pi" textColor="neutral600">
            {beijingTime(batch.createdAt)}
          </Typography>
        </Flex>
        {isOpen(batch) && <ProgressBar value={Math.round((100 * batch.done) / batch.total)} size="M" />}
        <Typography textColor={batch.state === 'FAILED' ? 'danger600' : 'neutral700'}>
          {standingOf(batch)}
        </Typography>
        <Flex gap={2}>
          {batch.state === 'READY' && (
            <Button disabled={busy} onClick={download}>{`下载 ZIP（${sizeOf(batch.fileBytes)}）`}</Button>
          )}
          <Button variant="tertiary" disabled={busy} onClick={remove}>
            {isOpen(batch) ? '取消' : '删除'}
          </Button>
        </Flex>
      </Flex>
    </Box>
  )
}

function standingOf({ state, done, total, refused, problem }: Batch): string {
  const missing = refused > 0 ? `，其中 ${String(refused)} 张无法印制，原因见清单` : ''
  const words = {
    WAITING: '排队等待',
    RUNNING: `正在生成，已完成 ${String(done)} / ${String(total)} 张${missing}`,
    READY: `已完成 ${String(total)} 张${missing}`,
    FAILED: '没有完成',
  }[state]
  return [words, problem].filter(Boolean).join('。')
}

const sizeOf = (bytes: number | null): string =>
  bytes === null ? '' : `${(bytes / 1_048_576).toFixed(1)} MB`
