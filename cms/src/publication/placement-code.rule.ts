import { refuse, selectRows, type Rule } from './document-action'
import { placementType } from './governed-types'
import { createPlacementCode, isPlacementCode } from './placement-code'

/** Codes are printed and hung up: the system gives them once, and an edit never changes them. */
export const placementCodeRule: Rule = async ({ action, trx, next }) => {
  if (action.uid !== placementType) return next()
  const { params } = action
  refuseStrangeEntry(params.data?.['registryEntryId'])
  if (action.name === 'create' || action.name === 'clone') {
    const given = action.name === 'create' ? params.data?.['code'] : undefined
    if (typeof given === 'string' && given !== '' && !isPlacementCode(given))
      refuse('点位编号由系统生成，请留空；手工填写的编号校验位不正确。')
    params.data = { ...params.data, code: given || createPlacementCode() }
  }
  if (action.name === 'update' && params.documentId !== undefined && params.data && 'code' in params.data) {
    const [row] = await selectRows<{ code: string | null }>(
      trx,
      'SELECT code FROM qr_placements WHERE document_id = ? AND published_at IS NULL',
      [params.documentId],
    )
    if (row !== undefined && params.data['code'] !== row.code) refuse('点位编号已印制使用，不能修改。')
  }
  return next()
}

const entryId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Strapi says so at publishing, and in English. */
function refuseStrangeEntry(given: unknown): void {
  if (typeof given === 'string' && given !== '' && !entryId.test(given))
    refuse('名录编号应为单位与社区名录中的 36 位编号，没有则留空。')
}
