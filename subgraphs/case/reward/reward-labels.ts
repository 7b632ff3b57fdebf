import type { AccidentLevel } from '../../shared/dictionary/matter.js'
import type { Label } from '../loop/table/machines.js'

export const accidentLevelLabels: Readonly<Record<AccidentLevel, Label>> = {
  ORDINARY: { zh: '一般事故', en: 'ordinary accident' },
  CONSIDERABLE: { zh: '较大事故', en: 'considerable accident' },
  MAJOR: { zh: '重大事故', en: 'major accident' },
  EXTRAORDINARY: { zh: '特别重大事故', en: 'extraordinary accident' },
}
