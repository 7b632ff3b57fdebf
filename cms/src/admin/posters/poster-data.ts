import { useFetchClient } from '@strapi/strapi/admin'
import { useCallback, useEffect, useState } from 'react'
import { sentenceOf } from '../review/desk-document'

export type Template = { id: string; title: string; paper: string; orientation: string }
export type Choices = { templates: Template[]; problem: string | null; mostPlacements: number }
export type Placement = {
  documentId: string
  code: string
  unit: string
  regionCode: string
  placeType: string
}
export type Placements = { placements: Placement[]; total: number; pageSize: number }
export type Sheet = { templateId: string; paper: string; orientation: string; bleed: boolean }
export type Batch = {
  id: string
  state: 'WAITING' | 'RUNNING' | 'READY' | 'FAILED'
  templateTitle: string
  paper: string
  total: number
  done: number
  refused: number
  problem: string | null
  fileBytes: number | null
  createdAt: string
}

const pollMs = 2_000

export const isOpen = ({ state }: Batch): boolean => state === 'WAITING' || state === 'RUNNING'

/** Asks once for each address, and tells in a sentence what went wrong. */
export function useDeskData<Data>(path: string): { data: Data | undefined; problem: string } {
  const { get } = useFetchClient()
  const [answer, setAnswer] = useState<{ data?: Data; problem: string }>({ problem: '' })
  useEffect(() => {
    let isCurrent = true
    get<{ data: Data }>(path).then(
      ({ data }) => isCurrent && setAnswer({ data: data.data, problem: '' }),
      (error: unknown) => isCurrent && setAnswer({ problem: sentenceOf(error) }),
    )
    return () => {
      isCurrent = false
    }
  }, [get, path])
  return { data: answer.data, problem: answer.problem }
}

/** The account's batches, asked for again while one is under way. */
export function useBatches(): { batches: Batch[]; reload: () => Promise<void> } {
  const { get } = useFetchClient()
  const [batches, setBatches] = useState<Batch[]>([])
  const reload = useCallback(async () => {
    const { data } = await get<{ data: Batch[] }>('/desk/posters/batches')
    setBatches(data.data)
  }, [get])
  const waits = batches.some(isOpen)
  useEffect(() => {
    const ask = () => void reload().catch(() => undefined)
    ask()
    if (!waits) return undefined
    const timer = setInterval(ask, pollMs)
    return () => clearInterval(timer)
  }, [reload, waits])
  return { batches, reload }
}

/** Fetches a file as who is signed in: its address alone opens nothing. */
export function useDeskFile() {
  const { get } = useFetchClient()
  return useCallback(
    async (path: string): Promise<string> => {
      const { data, status } = await get<Blob>(path, { responseType: 'blob', validateStatus: () => true })
      if (status === 200) return URL.createObjectURL(data)
      throw new Error(messageOf(await data.text()))
    },
    [get],
  )
}

function messageOf(answer: string): string {
  try {
    return (JSON.parse(answer) as { error: { message: string } }).error.message
  } catch {
    return '没有完成，请稍后再试。'
  }
}

export function saveAs(address: string, name: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

export const queryOf = (values: object): string =>
  new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)])).toString()
