import { problem, type Problem } from './problem.js'
import { isReadable, isText } from '../../shared/is-text.js'

type TextField = { zh: string; en: string; min: number; max: number }

/** The free texts of the form, what they are called and how long they may be; front ends are told the same. */
export const textFields = {
  unitName: { zh: '被举报单位名称', en: 'the reported unit', min: 2, max: 200 },
  unitAliases: { zh: '单位别名', en: 'another name of the unit', min: 2, max: 200 },
  address: { zh: '详细地址', en: 'the address', min: 2, max: 300 },
  'facts.what': { zh: '违法违规事实', en: 'what happened', min: 10, max: 5_000 },
  'facts.when': { zh: '时间说明', en: 'when', min: 0, max: 500 },
  'facts.where': { zh: '具体位置', en: 'where', min: 0, max: 500 },
  'facts.who': { zh: '涉及的人员或岗位', en: 'who', min: 0, max: 500 },
  'accident.place': { zh: '事故地点', en: 'the place of the accident', min: 2, max: 300 },
  'accident.howConcealed': { zh: '瞒报谎报的方式', en: 'how it was concealed', min: 2, max: 2_000 },
  'accident.clues': { zh: '伤亡人员去向等线索', en: 'clues', min: 2, max: 2_000 },
  'elsewhere.number': { zh: '案号或受理编号', en: 'the number', min: 2, max: 100 },
  'sameMatterBefore.caseNumber': {
    zh: '此前的案件编号',
    en: 'the number of the earlier case',
    min: 2,
    max: 100,
  },
} as const satisfies Record<string, TextField>

export type TextPath = keyof typeof textFields

/** @param at the path to tell, where it is not that of the field, as in a list */
export function checkText(path: TextPath, text: string | null | undefined, at: string = path): Problem[] {
  if (text === null || text === undefined) return []
  const { zh, en, min, max }: TextField = textFields[path]
  if (isText(text, min, max)) return []
  if (!isReadable(text)) {
    return [
      problem(
        at,
        `${zh}中含有不能使用的字符（控制字符、不完整的字符或改变文字方向的字符），请删除后再提交。`,
        `There are characters that cannot be read in ${en}: control characters, halves, or changes of direction.`,
      ),
    ]
  }
  const [least, most] = [String(min), String(max)]
  if (min === 0) return [problem(at, `${zh}不能超过 ${most} 字。`, `At most ${most} characters for ${en}.`)]
  return [
    problem(at, `请填写${zh}（${least} 到 ${most} 字）。`, `Give ${en} in ${least} to ${most} characters.`),
  ]
}
