import type { StepRule } from './step-rule.js'

/** 分办: who verifies the case, and where it goes. */
export const assignmentSteps = {
  assignCase: {
    label: { zh: '分办', en: 'assign' },
    machine: 'CASE',
    actor: { by: 'STAFF', permission: 'ASSIGN_CASES', standing: 'LINE' },
    needs: [
      { zh: '自办、分办或交办', en: 'by itself, by an office, or by an authority below' },
      { zh: '承办人或承办机关', en: 'who handles it' },
    ],
    moves: [
      { from: ['ACCEPTED', 'ASSIGNED'], to: 'ASSIGNED', event: 'CaseAssigned', progress: null },
      // Other officers while it is verified: one may fall out by a conflict of interest.
      { from: ['VERIFYING', 'REEXAMINING'], to: 'SAME', event: 'CaseAssigned', progress: null },
    ],
  },
  transferCase: {
    label: { zh: '转办', en: 'transfer' },
    machine: 'CASE',
    actor: { by: 'STAFF', permission: 'ASSIGN_CASES', standing: 'LINE' },
    needs: [
      { zh: '接收机关', en: 'the authority that receives it' },
      { zh: '理由', en: 'the reason' },
    ],
    moves: [
      { from: ['SCREENING'], to: 'SCREENING', event: 'CaseAssigned', progress: 'TRANSFERRED' },
      { from: ['ACCEPTED', 'ASSIGNED'], to: 'ACCEPTED', event: 'CaseAssigned', progress: 'TRANSFERRED' },
    ],
  },
  addCoHandler: {
    label: { zh: '增加协办', en: 'add a co-handling office' },
    machine: 'CASE',
    actor: { by: 'STAFF', permission: 'ASSIGN_CASES', standing: 'LINE' },
    needs: [{ zh: '协办机关或处室', en: 'the authority or office' }],
    moves: [
      {
        from: ['ACCEPTED', 'ASSIGNED', 'VERIFYING', 'REEXAMINING'],
        to: 'SAME',
        event: null,
        progress: null,
      },
    ],
  },
  placeCase: {
    label: { zh: '确定去向', en: 'say where it belongs' },
    machine: 'CASE',
    actor: { by: 'STAFF', permission: 'ASSIGN_CASES', standing: 'LINE' },
    needs: [{ zh: '区划由多个区划接续，选定其一', en: 'one of several successors of its division' }],
    moves: [
      {
        from: [
          'SCREENING',
          'SUPPLEMENT_REQUESTED',
          'ACCEPTED',
          'ASSIGNED',
          'VERIFYING',
          'CONCLUDED',
          'REEXAMINING',
          'REFUSED',
          'REFERRED',
          'WITHDRAWN',
          'MERGED',
        ],
        to: 'SAME',
        event: 'CaseRegionMoved',
        progress: null,
      },
    ],
  },
  moveCase: {
    label: { zh: '随区划调整移交', en: 'follows a change of the map' },
    machine: 'CASE',
    actor: { by: 'SYSTEM' },
    needs: [{ zh: '区划或机关调整', en: 'a change of divisions or authorities' }],
    moves: [
      {
        from: [
          'SCREENING',
          'SUPPLEMENT_REQUESTED',
          'ACCEPTED',
          'ASSIGNED',
          'VERIFYING',
          'CONCLUDED',
          'REEXAMINING',
          'REFUSED',
          'REFERRED',
          'WITHDRAWN',
          'MERGED',
        ],
        to: 'SAME',
        event: 'CaseRegionMoved',
        progress: null,
      },
    ],
  },
} as const satisfies Record<string, StepRule>
