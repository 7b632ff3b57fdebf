import { Button, Flex, Modal, Typography } from '@strapi/design-system'
import { useFetchClient, useForm, useNotification } from '@strapi/strapi/admin'
import { useState } from 'react'
import { sentenceOf } from '../review/desk-document'
import type { PanelProps } from '../review/ReviewPanel'

const widths = { 手机: 390, 电脑: 960 } as const
type Device = keyof typeof widths

/** The saved draft as the public will see it; placements have no page. */
export function PreviewPanel({ activeTab, documentId, model }: PanelProps) {
  const isDraft = activeTab !== 'published' && documentId !== undefined
  if (!isDraft || !model.startsWith('api::') || model === 'api::qr-placement.qr-placement') return null
  return { title: '预览', content: <PreviewButton model={model} documentId={documentId} /> }
}

function PreviewButton({ model, documentId }: { model: string; documentId: string }) {
  const { post } = useFetchClient()
  const { toggleNotification } = useNotification()
  const unsaved = useForm('PreviewPanel', ({ modified }) => modified)
  const [url, setUrl] = useState<string>()
  const open = async () => {
    try {
      const { data } = await post<{ data: { url: string } }>(
        `/desk/documents/${model}/${documentId}/preview`,
        {},
      )
      setUrl(data.data.url)
    } catch (error) {
      toggleNotification({ type: 'danger', message: sentenceOf(error) })
    }
  }
  return (
    <Flex direction="column" alignItems="stretch" gap={2} width="100%">
      <Button variant="secondary" onClick={open} fullWidth>
        按群众看到的样子预览
      </Button>
      {unsaved && (
        <Typography variant="pi" textColor="warning600">
          有改动尚未保存，预览的是上次保存的内容。
        </Typography>
      )}
      {url !== undefined && <PreviewDialog url={url} onClose={() => setUrl(undefined)} />}
    </Flex>
  )
}

function PreviewDialog({ url, onClose }: { url: string; onClose: () => void }) {
  const [device, setDevice] = useState<Device>('手机')
  return (
    <Modal.Root open onOpenChange={(open: boolean) => (open ? undefined : onClose())}>
      <Modal.Content style={{ width: 'min(96vw, 1040px)', maxWidth: 'none', maxHeight: '96vh' }}>
        <Modal.Header>
          <Modal.Title>预览，尚未发布</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex gap={2} paddingBottom={3} justifyContent="center">
            {(Object.keys(widths) as Device[]).map((one) => (
              <Button
                key={one}
                variant={one === device ? 'default' : 'tertiary'}
                aria-pressed={one === device}
                onClick={() => setDevice(one)}
              >
                {one}
              </Button>
            ))}
          </Flex>
          <Flex justifyContent="center">
            <iframe
              src={url}
              title="预览"
              referrerPolicy="no-referrer"
              style={{
                width: widths[device],
                maxWidth: '100%',
                height: '68vh',
                border: '1px solid #c0c8d0',
                borderRadius: device === '手机' ? 24 : 4,
                background: '#fff',
              }}
            />
          </Flex>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
