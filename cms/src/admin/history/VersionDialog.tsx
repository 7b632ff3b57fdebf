import { Box, Button, Flex, Modal, Typography } from '@strapi/design-system'
import { useFetchClient, useNotification } from '@strapi/strapi/admin'
import { useEffect, useState } from 'react'
import enumerations from '../translations/enumerations.json'
import { beijingTime, sentenceOf } from '../review/desk-document'
import type { HistoryPage, Version } from './HistoryPanel'

type Part = { kind: 'same' | 'added' | 'removed'; text: string }
type Change = { field: string; label: string; type: string; parts: Part[]; note: string | null }
type Against = 'before' | 'draft'

const words: Record<string, string> = enumerations
const headings: Record<Against, string> = { before: '这一步改了什么', draft: '与当前草稿相比' }

/** What a step changed, or what going back to it would change, and the going back. */
export function VersionDialog(of: {
  path: string
  page: HistoryPage
  version: Version
  onClose: () => void
}) {
  const { path, version, page } = of
  const [against, setAgainst] = useState<Against>('before')
  const changes = useChanges(`${path}/${version.position}`, against)
  return (
    <Modal.Root open onOpenChange={(open: boolean) => (open ? undefined : of.onClose())}>
      <Modal.Content>
        <Modal.Header>
          <Modal.Title>{`${version.actionName} · ${version.who ?? '系统'} · ${beijingTime(version.at)}`}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex gap={2} paddingBottom={4}>
            {(Object.keys(headings) as Against[]).map((one) => (
              <Button
                key={one}
                variant={one === against ? 'default' : 'tertiary'}
                aria-pressed={one === against}
                onClick={() => setAgainst(one)}
              >
                {headings[one]}
              </Button>
            ))}
          </Flex>
          {changes?.length === 0 && <Typography>没有不同。</Typography>}
          {changes?.map((change) => (
            <ChangeOfField key={change.field} change={change} />
          ))}
        </Modal.Body>
        <Modal.Footer>
          <Modal.Close>
            <Button variant="tertiary">关闭</Button>
          </Modal.Close>
          {page.mayRestore && <RestoreButton {...of} />}
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  )
}

function useChanges(path: string, against: Against): Change[] | undefined {
  const { get } = useFetchClient()
  const { toggleNotification } = useNotification()
  const [changes, setChanges] = useState<Change[]>()
  useEffect(() => {
    get<{ data: { changes: Change[] } }>(`${path}?against=${against}`)
      .then(({ data }) => setChanges(data.data.changes))
      .catch((error: unknown) => toggleNotification({ type: 'danger', message: sentenceOf(error) }))
  }, [get, path, against, toggleNotification])
  return changes
}

const looks: Record<Part['kind'], { background?: string; textDecoration?: string; color?: string }> = {
  same: {},
  added: { background: '#c6f0c2', color: '#123f10' },
  removed: { background: '#fcd9d6', color: '#7a1710', textDecoration: 'line-through' },
}

function ChangeOfField({ change }: { change: Change }) {
  const say = (text: string): string => (change.type === 'enumeration' ? (words[text] ?? text) : text)
  return (
    <Box paddingBottom={4}>
      <Typography variant="sigma" textColor="neutral600" tag="h3">
        {change.label}
      </Typography>
      <Box padding={3} background="neutral100" hasRadius>
        <Typography tag="p" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', lineHeight: 1.8 }}>
          {change.note}
          {change.parts.map((part, index) => {
            const Tag = part.kind === 'added' ? 'ins' : part.kind === 'removed' ? 'del' : 'span'
            return (
              <Tag key={index} style={{ textDecoration: 'none', ...looks[part.kind] }}>
                {say(part.text)}
              </Tag>
            )
          })}
        </Typography>
      </Box>
    </Box>
  )
}

function RestoreButton({ path, page, version }: { path: string; page: HistoryPage; version: Version }) {
  const { post } = useFetchClient()
  const { toggleNotification } = useNotification()
  const [busy, setBusy] = useState(false)
  const restore = async () => {
    setBusy(true)
    try {
      const { data } = await post<{ data: { documentId: string; isNew: boolean } }>(
        `${path}/${version.position}/restore`,
        {
          readAt: page.readAt,
        },
      )
      // The form is filled anew from what stands there now.
      if (data.data.isNew)
        window.location.assign(window.location.pathname.replace(/[^/]+$/, data.data.documentId))
      else window.location.reload()
    } catch (error) {
      toggleNotification({ type: 'danger', message: sentenceOf(error) })
      setBusy(false)
    }
  }
  return (
    <Button onClick={restore} disabled={busy} title="只写回草稿，不会发布；须重新审核。">
      恢复到草稿
    </Button>
  )
}
