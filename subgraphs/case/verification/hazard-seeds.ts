import type { IndustryCode } from '../../shared/dictionary/matter.js'

/** Major hazards, item by item: domain rule 2.6. What was compared with a copy of the text is confirmed. */
type Document = {
  document: string
  legalReference: string
  effectiveFrom: string
  industries: readonly (IndustryCode | null)[]
  items: readonly { item: string; text: string; confirmed?: boolean; level?: 'GENERAL' }[]
}

const numerals = '一二三四五六七八九十'

/** 一 to 二十. */
function numbered(texts: readonly string[], confirmedUpTo = 0) {
  return texts.map((text, index) => {
    const tens = index >= 10 ? '十' : ''
    const item = index === 19 ? '二十' : `${tens}${numerals[index % 10] ?? ''}`
    return { item, text, ...(index < confirmedUpTo ? { confirmed: true } : {}) }
  })
}

const general: Document = {
  document: '安全生产事故隐患排查治理暂行规定',
  legalReference: '国家安全生产监督管理总局令第16号第三条',
  effectiveFrom: '2008-02-01',
  industries: [null],
  items: [
    {
      item: '第三条 一般事故隐患',
      level: 'GENERAL',
      text: '危害和整改难度较小，发现后能够立即整改排除的隐患。',
      confirmed: true,
    },
    {
      item: '第三条 重大事故隐患',
      text: '危害和整改难度较大，应当全部或者局部停产停业，并经过一定时间整改治理方能排除的隐患，或者因外部因素影响致使生产经营单位自身难以排除的隐患。',
      confirmed: true,
    },
  ],
}

const chemical: Document = {
  document: '化工和危险化学品生产经营单位重大生产安全事故隐患判定标准（试行）',
  legalReference: '安监总管三〔2017〕121号',
  effectiveFrom: '2017-11-13',
  industries: ['CHEMICAL', 'HAZARDOUS_CHEMICALS', 'PHARMACEUTICAL'],
  items: numbered(
    [
      '危险化学品生产、经营单位主要负责人和安全生产管理人员未依法经考核合格。',
      '特种作业人员未持证上岗。',
      '涉及“两重点一重大”的生产装置、储存设施外部安全防护距离不符合国家标准要求。',
      '涉及重点监管危险化工工艺的装置未实现自动化控制，系统未实现紧急停车功能，装备的自动化控制系统、紧急停车系统未投入使用。',
      '构成一级、二级重大危险源的危险化学品罐区未实现紧急切断功能；涉及毒性气体、液化气体、剧毒液体的一级、二级重大危险源的危险化学品罐区未配备独立的安全仪表系统。',
      '全压力式液化烃储罐未按国家标准设置注水措施。',
      '液化烃、液氨、液氯等易燃易爆、有毒有害液化气体的充装未使用万向管道充装系统。',
      '光气、氯气等剧毒气体及硫化氢气体管道穿越除厂区（包括化工园区、工业园区）外的公共区域。',
      '地区架空电力线路穿越生产区且不符合国家标准要求。',
      '在役化工装置未经正规设计且未进行安全设计诊断。',
      '使用淘汰落后安全技术工艺、设备目录列出的工艺、设备。',
      '涉及可燃和有毒有害气体泄漏的场所未按国家标准设置检测报警装置，爆炸危险场所未按国家标准安装使用防爆电气设备。',
      '控制室或机柜间面向具有火灾、爆炸危险性装置一侧不满足国家标准关于防火防爆的要求。',
      '化工生产装置未按国家标准要求设置双重电源供电，自动化控制系统未设置不间断电源。',
      '安全阀、爆破片等安全附件未正常投用。',
      '未建立与岗位相匹配的全员安全生产责任制或者未制定实施生产安全事故隐患排查治理制度。',
      '未制定操作规程和工艺控制指标。',
      '未按照国家标准制定动火、进入受限空间等特殊作业管理制度，或者制度未有效执行。',
      '新开发的危险化学品生产工艺未经小试、中试、工业化试验直接进行工业化生产；国内首次使用的化工工艺未经过省级人民政府有关部门组织的安全可靠性论证；新建装置未制定试生产方案投料开车；精细化工企业未按规范性文件要求开展反应安全风险评估。',
      '未按国家标准分区分类储存危险化学品，超量、超品种储存危险化学品，相互禁配物质混放混存。',
    ],
    14,
  ),
}

const coal: Document = {
  document: '煤矿重大事故隐患判定标准',
  legalReference: '应急管理部令第4号第三条',
  effectiveFrom: '2021-01-01',
  industries: ['COAL_MINE'],
  items: numbered([
    '超能力、超强度或者超定员组织生产。',
    '瓦斯超限作业。',
    '煤与瓦斯突出矿井，未依照规定实施防突出措施。',
    '高瓦斯矿井未建立瓦斯抽采系统和监控系统，或者系统不能正常运行。',
    '通风系统不完善、不可靠。',
    '有严重水患，未采取有效措施。',
    '超层越界开采。',
    '有冲击地压危险，未采取有效措施。',
    '自然发火严重，未采取有效措施。',
    '使用明令禁止使用或者淘汰的设备、工艺。',
    '煤矿没有双回路供电系统。',
    '新建煤矿边建设边生产，煤矿改扩建期间，在改扩建的区域生产，或者在其他区域的生产超出安全设施设计规定的范围和规模。',
    '实行整体承包生产经营后，未重新取得或者及时变更安全生产许可证而从事生产，或者承包方再次转包，以及将井下采掘工作面和井巷维修作业进行劳务承包。',
    '改制期间未明确安全生产责任人和安全管理机构，或者改制后未重新取得或者变更采矿许可证、安全生产许可证和营业执照。',
    '其他重大事故隐患。',
  ]),
}

const trade: Document = {
  document: '工贸企业重大事故隐患判定标准',
  legalReference: '应急管理部令第10号第三条',
  effectiveFrom: '2023-05-15',
  industries: [
    ...(['METALLURGY', 'NONFERROUS_METAL', 'BUILDING_MATERIALS', 'MACHINERY'] as const),
    ...(['LIGHT_INDUSTRY', 'TEXTILE', 'TOBACCO', 'COMMERCE'] as const),
  ],
  items: numbered([
    '未对承包单位、承租单位的安全生产工作统一协调、管理，或者未定期进行安全检查的。',
    '特种作业人员未按照规定经专门的安全作业培训并取得相应资格，上岗作业的。',
    '金属冶炼企业主要负责人、安全生产管理人员未按照规定经考核合格的。',
  ]),
}

const mine: Document = {
  document: '金属非金属矿山重大事故隐患判定标准',
  legalReference: '矿安〔2022〕88号',
  effectiveFrom: '2022-09-01',
  industries: ['METAL_AND_NONMETAL_MINE'],
  items: [{ item: '全文', text: '符合该标准对地下矿山、露天矿山或者尾矿库所列情形之一。' }],
}

/** Inserts the criteria there are from the start; others come by addHazardCriterion. */
export function hazardCriterionSeeds(): string {
  const rows = [general, chemical, coal, trade, mine].flatMap(({ industries, items, ...of }) =>
    industries.flatMap((industry) => items.map((one) => rowOf(of, industry, one))),
  )
  return `INSERT INTO "case".hazard_criterion (industry_code, level, level_name, document, item, text, legal_reference,
    effective_from, confirmed) VALUES ${rows.join(', ')}`
}

function rowOf(
  { document, legalReference, effectiveFrom }: Omit<Document, 'industries' | 'items'>,
  industry: IndustryCode | null,
  { item, text, confirmed = false, level }: Document['items'][number],
): string {
  const [code, name] = level === 'GENERAL' ? ['GENERAL', '一般事故隐患'] : ['MAJOR', '重大事故隐患']
  const values = [code, name, document, item, text, legalReference, effectiveFrom]
  const sector = industry === null ? 'NULL' : quoted(industry)
  return `(${[sector, ...values.map(quoted), String(confirmed)].join(', ')})`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
