import type { StepRule } from './step-rule.js'

const supervisor = { by: 'STAFF', permission: 'SUPERVISE_CASES', standing: 'ABOVE' } as const
const open = [
  'SCREENING',
  'SUPPLEMENT_REQUESTED',
  'ACCEPTED',
  'ASSIGNED',
  'VERIFYING',
  'CONCLUDED',
  'REEXAMINING',
] as const

/** What was ordered is answered and released also where the case came to its end before. */
const answerable = [...open, 'REFUSED', 'REFERRED', 'WITHDRAWN', 'MERGED'] as const

/** 督办: from any authority above. The supervised one answers and cannot release itself. */
export const supervisionSteps = {
  superviseCase: {
    label: { zh: '督办', en: 'order supervision' },
    machine: 'SUPERVISION',
    actor: supervisor,
    needs: [
      { zh: '督办事项', en: 'items' },
      { zh: '期限', en: 'a deadline' },
    ],
    moves: [
      {
        from: ['NONE'],
        to: 'ORDERED',
        whileCase: open,
        event: 'SupervisionOrdered',
        progress: null,
        opens: ['SUPERVISION'],
      },
    ],
  },
  urgeSupervision: {
    label: { zh: '催办', en: 'urge' },
    machine: 'SUPERVISION',
    actor: supervisor,
    needs: [],
    moves: [
      { from: ['ORDERED', 'REPLIED'], to: 'ORDERED', whileCase: answerable, event: null, progress: null },
    ],
  },
  replyToSupervision: {
    label: { zh: '回复督办', en: 'reply to the order' },
    machine: 'SUPERVISION',
    actor: { by: 'STAFF', permission: 'VERIFY_CASES', standing: 'HANDLING' },
    needs: [{ zh: '办理情况', en: 'what was done' }],
    moves: [{ from: ['ORDERED'], to: 'REPLIED', whileCase: answerable, event: null, progress: null }],
  },
  releaseSupervision: {
    label: { zh: '解除督办', en: 'release the order' },
    machine: 'SUPERVISION',
    actor: { ...supervisor, anotherThan: ['replyToSupervision'] },
    needs: [{ zh: '已回复', en: 'a reply' }],
    moves: [
      {
        from: ['REPLIED'],
        to: 'RELEASED',
        whileCase: answerable,
        event: 'SupervisionReleased',
        progress: null,
        meets: ['SUPERVISION'],
      },
    ],
  },
} as const satisfies Record<string, StepRule>
