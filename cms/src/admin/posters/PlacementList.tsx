import { Box, Button, Checkbox, Field, Flex, TextInput, Typography } from '@strapi/design-system'
import { useFetchClient } from '@strapi/strapi/admin'
import { useState } from 'react'
import { useDeskCall } from '../review/desk-document'
import {
  queryOf,
  saveAs,
  useDeskData,
  useDeskFile,
  type Placement,
  type Placements,
  type Sheet,
} from './poster-data'

type Props = { sheet: Sheet; mostPlacements: number; onStarted: () => Promise<void> }

/** Which placements, one by one or all of a region; a look at one, one to print, or a batch. */
export function PlacementList({ sheet, mostPlacements, onStarted }: Props) {
  const [regionCode, setRegionCode] = useState('')
  const [text, setText] = useState('')
  const [page, setPage] = useState(1)
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [preview, setPreview] = useState('')
  const region = /^\d{6}$/.test(regionCode) ? regionCode : ''
  const { data, problem } = useDeskData<Placements>(
    `/desk/posters/placements?${queryOf({ regionCode: region, text, page })}`,
  )
  const { post } = useFetchClient()
  const { busy, call } = useDeskCall(onStarted)
  const start = () =>
    call(
      () =>
        post('/desk/posters/batches', {
          ...sheet,
          ...(picked.size > 0 ? { placementIds: [...picked] } : { regionCode: region }),
        }),
      '已开始生成，可以离开本页，完成后在下方下载。',
    )
  const pick = (id: string) => {
    const next = new Set(picked)
    if (!next.delete(id)) next.add(id)
    setPicked(next)
  }
  const count = picked.size > 0 ? picked.size : (data?.total ?? 0)
  const isNarrowed = picked.size === 0 && text !== ''
  return (
    <Box padding={5} background="neutral0" shadow="tableShadow" hasRadius>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex gap={4} alignItems="end" wrap="wrap">
          <Asked label="行政区划代码" hint="六位，留空为全部" value={regionCode} onChange={setRegionCode} />
          <Asked label="单位或点位编号" hint="名称中的几个字" value={text} onChange={setText} />
          <Button disabled={busy || count === 0 || count > mostPlacements || isNarrowed} onClick={start}>
            {picked.size > 0 ? `为选中的 ${String(count)} 个点位生成` : `为全部 ${String(count)} 个点位生成`}
          </Button>
        </Flex>
        {problem !== '' && <Typography textColor="danger600">{problem}</Typography>}
        {count > mostPlacements && (
          <Typography textColor="danger600">{`一批最多 ${String(mostPlacements)} 个点位，请填写下级区划代码分批生成。`}</Typography>
        )}
        {isNarrowed && (
          <Typography textColor="neutral600">按名称查找时，请勾选点位，或者清空名称后按地区生成。</Typography>
        )}
        {(data?.placements ?? []).map((placement) => (
          <PlacementRow
            key={placement.documentId}
            placement={placement}
            sheet={sheet}
            isPicked={picked.has(placement.documentId)}
            onPick={() => pick(placement.documentId)}
            onPreview={setPreview}
          />
        ))}
        {data !== undefined && data.total > data.pageSize && (
          <Flex gap={2}>
            <Button variant="tertiary" disabled={page === 1} onClick={() => setPage(page - 1)}>
              上一页
            </Button>
            <Button
              variant="tertiary"
              disabled={page * data.pageSize >= data.total}
              onClick={() => setPage(page + 1)}
            >
              下一页
            </Button>
          </Flex>
        )}
        {preview !== '' && (
          <Box borderColor="neutral200" hasRadius padding={2} maxWidth="48rem">
            <img src={preview} alt="海报预览" style={{ width: '100%' }} />
          </Box>
        )}
      </Flex>
    </Box>
  )
}

function Asked(props: { label: string; hint: string; value: string; onChange: (value: string) => void }) {
  return (
    <Field.Root hint={props.hint}>
      <Field.Label>{props.label}</Field.Label>
      <TextInput
        value={props.value}
        onChange={(event: { target: { value: string } }) => props.onChange(event.target.value.trim())}
      />
      <Field.Hint />
    </Field.Root>
  )
}

function PlacementRow(props: {
  placement: Placement
  sheet: Sheet
  isPicked: boolean
  onPick: () => void
  onPreview: (address: string) => void
}) {
  const { placement, sheet } = props
  const file = useDeskFile()
  const { busy, call } = useDeskCall(() => Promise.resolve())
  const query = queryOf({ ...sheet, placementId: placement.documentId })
  const look = () =>
    call(async () => props.onPreview(await file(`/desk/posters/preview?${query}`)), '预览在下方。')
  const print = () =>
    call(
      async () =>
        saveAs(await file(`/desk/posters/sheet?${query}`), `${placement.unit}-${placement.code}.pdf`),
      '已下载。',
    )
  return (
    <Flex gap={4} justifyContent="space-between" wrap="wrap">
      <Checkbox checked={props.isPicked} onCheckedChange={props.onPick}>
        {`${placement.unit}　${placement.regionCode}　${placement.code}`}
      </Checkbox>
      <Flex gap={2}>
        <Button size="S" variant="tertiary" disabled={busy} onClick={look}>
          预览
        </Button>
        <Button size="S" variant="secondary" disabled={busy} onClick={print}>
          下载这一张
        </Button>
      </Flex>
    </Flex>
  )
}
