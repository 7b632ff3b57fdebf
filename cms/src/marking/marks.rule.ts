import type { Core } from '@strapi/strapi'
import { refuse, type Rule, type Transaction } from '../publication/document-action'
import { asFirstContentIsRunning } from '../publication/four-eyes.rule'
import { casePublicationType } from '../publication/governed-types'
import { markedDraft, type DecidedMark } from './marked-draft'
import { textPiecesOf } from './publication-text'

/** No typical case goes out while a mark in it is undecided or to be changed (issue 6, 4; F05). */
export const marksRule: Rule = async ({ strapi, action, trx, next }) => {
  const { documentId, data } = action.params
  if (action.uid === casePublicationType && data !== undefined) refuseTooLong(data)
  if (action.uid === casePublicationType && action.name === 'publish' && documentId !== undefined)
    await refuseOpenMarks(strapi, trx, { uid: action.uid, documentId })
  return next()
}

/** A story, not a book: every look at its marks reads all of it. */
const longest = 50_000

function refuseTooLong(data: Record<string, unknown>): void {
  const length = textPiecesOf(data).reduce((sum, { text }) => sum + text.length, 0)
  if (length > longest) refuse(`典型案例的文字请不超过 ${String(longest)} 字。`)
}

/** Also before a reviewer agrees to the whole: who agrees has decided on each mark. */
export async function refuseOpenMarks(
  strapi: Core.Strapi,
  trx: Transaction,
  { uid, documentId }: { uid: string; documentId: string },
): Promise<void> {
  if (uid !== casePublicationType || asFirstContentIsRunning()) return
  const { marks } = (await markedDraft(strapi, trx, documentId)) ?? { marks: [] }
  const toChange = marks.filter(({ decided }) => decided?.decision === 'CHANGE')
  if (toChange.length > 0)
    refuse(`文中还有审核人员认为必须修改的内容：${shown(toChange)}。请编辑人员修改后再审核。`)
  const open = marks.filter(({ decided }) => decided === null)
  if (open.length > 0)
    refuse(
      `文中有 ${String(open.length)} 处可能识别个人的内容还没有审定：${shown(open)}。请审核人员在右侧“个人信息检查”中逐处审定。`,
    )
}

const atMost = 3

function shown(marks: readonly DecidedMark[]): string {
  const some = marks.slice(0, atMost).map(({ kindName, text }) => `${kindName}“${text}”`)
  return `${some.join('、')}${marks.length > atMost ? '等' : ''}`
}
