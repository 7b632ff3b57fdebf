import { ReporterKind } from '../../shared/dictionary/matter.js'
import { ElsewhereKind } from './form-kinds.js'
import { problem, type Problem } from './problem.js'
import type { SubmitReportInput } from './submission.input.js'
import { checkText } from './text-fields.js'

/** Wide enough for every island. */
const china = { west: 73, east: 136, south: 3, north: 54 }

/** The address and the coordinate of the matter. */
export function checkLocation({ address, coordinate }: SubmitReportInput): Problem[] {
  const problems = checkText('address', address)
  if (coordinate !== null && coordinate !== undefined) {
    const { longitude, latitude } = coordinate
    const isInside =
      longitude >= china.west && longitude <= china.east && latitude >= china.south && latitude <= china.north
    if (!isInside) {
      problems.push(
        problem(
          'coordinate',
          '坐标不在我国范围内，请核对经度和纬度。',
          'The coordinate is not in China: look at longitude and latitude again.',
        ),
      )
    }
  }
  return problems
}

/** What the guide's grounds of refusal turn on, asked before they are found out: requirements C21, C23. */
export function checkCircumstances(input: SubmitReportInput): Problem[] {
  return [...checkEmployer(input), ...checkElsewhere(input), ...checkSameMatter(input)]
}

function checkEmployer({ reporterKind, employerIsReportedUnit }: SubmitReportInput): Problem[] {
  if (employerIsReportedUnit === null || employerIsReportedUnit === undefined) return []
  if (reporterKind === ReporterKind.EMPLOYEE) return []
  return [problem('employerIsReportedUnit', '此项仅由从业人员填写。', 'This is for employees only.')]
}

function checkElsewhere({ elsewhere }: SubmitReportInput): Problem[] {
  if (elsewhere === null || elsewhere === undefined) {
    return [
      problem(
        'elsewhere',
        '请说明该事项是否已由法院、仲裁、其他部门或调解机构受理；没有请选“没有”。',
        'Say whether a court, an arbitration or mediation body or another department has it already; NONE if not.',
      ),
    ]
  }
  if (elsewhere.kind === ElsewhereKind.NONE && elsewhere.number) {
    return [
      problem(
        'elsewhere.number',
        '选择“没有”时不需要填写编号。',
        'There is no number where it is nowhere else.',
      ),
    ]
  }
  return checkText('elsewhere.number', elsewhere.number)
}

function checkSameMatter({ sameMatterBefore }: SubmitReportInput): Problem[] {
  const { reported, caseNumber } = sameMatterBefore ?? {}
  if (caseNumber === null || caseNumber === undefined) return []
  // Whoever reads the report could open the earlier one with it. Only openReceipt takes a receipt.
  if (/\d{16}/.test(caseNumber.normalize('NFKC').replace(/[\s-]/g, ''))) {
    return [
      problem(
        'sameMatterBefore.caseNumber',
        '请不要在这里填写查询码：凭查询码可以直接给原来的举报补充情况。',
        'Do not write a receipt here. With it you can add to the earlier report itself.',
      ),
    ]
  }
  if (!reported) {
    return [
      problem(
        'sameMatterBefore.caseNumber',
        '没有举报过则不需要填写编号。',
        'There is no number where it was not reported before.',
      ),
    ]
  }
  return checkText('sameMatterBefore.caseNumber', caseNumber)
}
