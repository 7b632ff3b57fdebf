import { registerEnumType } from 'type-graphql'

/** What a list of cases is sorted by. */
export enum CaseOrder {
  NEWEST = 'NEWEST',
  OLDEST = 'OLDEST',
  RECENTLY_CHANGED = 'RECENTLY_CHANGED',
  DUE_FIRST = 'DUE_FIRST',
}

registerEnumType(CaseOrder, {
  name: 'CaseOrder',
  description: '案件排序。What a list of cases is sorted by.',
  valuesConfig: {
    NEWEST: { description: '新立案的在前。Last opened first.' },
    OLDEST: { description: '先立案的在前。First opened first.' },
    RECENTLY_CHANGED: { description: '最近办理的在前。Last worked on first.' },
    DUE_FIRST: { description: '期限最近的在前，无期限的在后。Next due first; without a term last.' },
  },
})

/** By which column, which way, and whether the column of a case may change between two pages. */
export const orders = {
  NEWEST: { column: 'opened_at', way: 'DESC', moves: false },
  OLDEST: { column: 'opened_at', way: 'ASC', moves: false },
  RECENTLY_CHANGED: { column: 'changed_at', way: 'DESC', moves: true },
  DUE_FIRST: { column: 'next_due_at', way: 'ASC', moves: true },
} as const satisfies Record<CaseOrder, { column: string; way: 'ASC' | 'DESC'; moves: boolean }>
