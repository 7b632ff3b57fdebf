import { Button, Flex, Typography } from '@strapi/design-system'
import { useFetchClient } from '@strapi/strapi/admin'
import { useCallback, useEffect, useState } from 'react'
import { beijingTime } from '../review/desk-document'
import type { PanelProps } from '../review/ReviewPanel'
import { VersionDialog } from './VersionDialog'

export type Version = {
  position: string
  at: string
  action: string
  actionName: string
  who: string | null
  note: string | null
  hasText: boolean
}
export type HistoryPage = { title: string; versions: Version[]; readAt: string | null; mayRestore: boolean }

const shownAtFirst = 5

/** Every step a document has gone through: who, when, what was changed, and back to it. */
export function HistoryPanel({ documentId, model, document }: PanelProps) {
  if (documentId === undefined || document === undefined || !model.startsWith('api::')) return null
  const path = `/desk/documents/${model}/${documentId}/history`
  return {
    title: '历史',
    content: <Steps key={documentId} path={path} savedAt={document.updatedAt} />,
  }
}

function Steps({ path, savedAt }: { path: string; savedAt: unknown }) {
  const { get } = useFetchClient()
  const [page, setPage] = useState<HistoryPage>()
  const [whole, setWhole] = useState(false)
  const [open, setOpen] = useState<Version>()
  const reload = useCallback(async () => {
    const { data } = await get<{ data: HistoryPage }>(path)
    setPage(data.data)
  }, [get, path])
  useEffect(() => {
    reload().catch(() => setPage(undefined))
  }, [reload, savedAt])
  if (page === undefined) return <Typography textColor="neutral600">正在读取……</Typography>
  const shown = whole ? page.versions : page.versions.slice(0, shownAtFirst)
  return (
    <Flex direction="column" alignItems="stretch" gap={3} width="100%">
      {shown.map((version) => (
        <Step key={version.position} version={version} onOpen={() => setOpen(version)} />
      ))}
      {page.versions.length > shown.length && (
        <Button variant="tertiary" onClick={() => setWhole(true)} fullWidth>
          {`全部 ${String(page.versions.length)} 步`}
        </Button>
      )}
      {open !== undefined && (
        <VersionDialog path={path} page={page} version={open} onClose={() => setOpen(undefined)} />
      )}
    </Flex>
  )
}

function Step({ version, onOpen }: { version: Version; onOpen: () => void }) {
  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      <Flex justifyContent="space-between" gap={2}>
        <Typography fontWeight="bold">{version.actionName}</Typography>
        {version.hasText && (
          <Button
            variant="ghost"
            size="S"
            onClick={onOpen}
            aria-label={`查看${beijingTime(version.at)}的版本`}
          >
            查看
          </Button>
        )}
      </Flex>
      <Typography variant="pi" textColor="neutral600">
        {`${version.who ?? '系统'} ${beijingTime(version.at)}`}
      </Typography>
      {version.note !== null && <Typography variant="pi">{version.note}</Typography>}
    </Flex>
  )
}
