import { useFetchClient } from '@strapi/strapi/admin'
import { useCallback, useEffect, useState } from 'react'
import { readDocumentsAnew } from './fresh-documents'

export type Row = {
  uid: string
  documentId: string
  title: string | null
  at: string
  by?: string
  note?: string
  state?: 'SCHEDULED' | 'AWAITS_PUBLICATION' | 'AWAITS_REVIEW'
}
export type List = { total: number; rows: Row[] }
export type House = {
  accounts: number
  blocked: number
  editorsWithoutRegion: number
  waitingEvents: number
  waitingSince: string | null
}
export type StartPageData = {
  mayCreate: string[]
  sentBack: List | null
  drafts: List | null
  review: List | null
  publication: List | null
  scheduled: List
  expiring: List
  latest: List
  house: House | null
}

/** What awaits the account, asked anew whenever its window comes to the front. */
export function useStartPage(): { page?: StartPageData; failed: boolean } {
  const { get } = useFetchClient()
  const [page, setPage] = useState<StartPageData>()
  const [failed, setFailed] = useState(false)
  const load = useCallback(() => {
    readDocumentsAnew()
    get<{ data: StartPageData }>('/desk/start').then(
      ({ data }) => {
        setPage(data.data)
        setFailed(false)
      },
      () => setFailed(true),
    )
  }, [get])
  useEffect(() => {
    load()
    window.addEventListener('focus', load)
    return () => window.removeEventListener('focus', load)
  }, [load])
  return page === undefined ? { failed } : { page, failed }
}

const moment = new Intl.DateTimeFormat('zh-CN', {
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Asia/Shanghai',
})
export const shortTime = (at: string): string => moment.format(new Date(at))
