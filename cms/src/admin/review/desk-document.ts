import { useFetchClient, useNotification } from '@strapi/strapi/admin'
import { useCallback, useEffect, useState } from 'react'

export type DeskDocument = {
  readAt: string
  savedBy: string | null
  ownText: boolean
  needsReview: boolean
  needsApproval: boolean
  decision: { action: 'agree' | 'return'; by: string | null; at: string; note: string | null } | null
  schedule: { publishAt: string; by: string | null; state: string; note: string | null } | null
  may: { update: boolean; review: boolean; publish: boolean }
}

/** A sentence for a person out of whatever a call failed with. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : '没有完成，请稍后再试。'
}

export const beijingTime = (moment: string): string =>
  new Intl.DateTimeFormat('zh-CN', {
    dateStyle: 'long',
    timeStyle: 'medium',
    timeZone: 'Asia/Shanghai',
  }).format(new Date(moment))

/** Where a document stands, asked anew whenever the form has saved. */
export function useDeskDocument(model: string, documentId: string, updatedAt: unknown) {
  const { get } = useFetchClient()
  const [state, setState] = useState<DeskDocument>()
  const reload = useCallback(async () => {
    const { data } = await get<{ data: DeskDocument }>(`/desk/documents/${model}/${documentId}`)
    setState(data.data)
  }, [get, model, documentId])
  useEffect(() => {
    reload().catch(() => setState(undefined))
  }, [reload, updatedAt])
  return { state, reload }
}

/** Runs a call, says how it went, and asks for the state again. */
export function useDeskCall(reload: () => Promise<void>) {
  const { toggleNotification } = useNotification()
  const [busy, setBusy] = useState(false)
  const call = async (run: () => Promise<unknown>, done: string): Promise<boolean> => {
    setBusy(true)
    try {
      await run()
      toggleNotification({ type: 'success', message: done })
      return true
    } catch (error) {
      toggleNotification({ type: 'danger', message: sentenceOf(error) })
      return false
    } finally {
      setBusy(false)
      await reload().catch(() => undefined)
    }
  }
  return { busy, call }
}
