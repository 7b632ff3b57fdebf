import { afterAll, beforeAll, expect, it, test } from '@jest/globals'
import exceljs from 'exceljs'
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import {
  checker,
  fill,
  fillAndSubmit,
  filingOf,
  openCampaignOf,
  openOutreachStory,
  person,
  take,
  wholeForm,
  type Filing,
  type OutreachStory,
} from '../../../../test/support/outreach.js'
import { linesOfPdf, picturesOfPdf } from '../../../../test/support/pdf.js'

/** 附件1 of 应急厅函〔2022〕291号, line by line as it is printed there. */
const annexLines = [
  '附件1',
  '安全生产举报小程序宣传应用情况汇总表',
  '单位（盖章）：',
  '宣传推广载体情况',
  '备注',
  '报纸、电视、广播等专题栏目（个）',
  '在形成汇总表的同时，对推广应用小程序情况进行总体概述，包括加强领导、健全机制、核查奖励、发布典型案例等情况',
  '张贴宣传海报、展板（张）',
  '发放宣传手册（份）',
  '小程序二维码添加至应急管理部门网站、官方微信公众号（个）',
  '其他宣传方式（次数）（请说明具体活动形式）',
  '组织推动情况',
  '覆盖生产经营单位（个）',
  '覆盖社区（个）',
  '填报人：',
  '联系电话：',
  '填报时间：',
]

const exportMutation = `mutation($id: ID!, $format: OutreachFormat!, $below: Boolean!) {
  exportOutreach(filingId: $id, format: $format, withBelow: $below) { url expiresAt } }`

let story: OutreachStory
let campaignId: string
let filing: Filing
beforeAll(async () => {
  story = await openOutreachStory('2022-12-20T02:00:00Z')
  campaignId = await openCampaignOf(story, '410000')
  const city = {
    mediaColumns: 12,
    postersAndBoards: 3400,
    brochures: 15000,
    qrPlacements: 9,
    otherActivities: 21,
  }
  const covered = { enterprisesCovered: 860, communitiesCovered: 120 }
  await fillAndSubmit(story, {
    campaignId,
    regionCode: '410100',
    input: wholeForm('示例省会市应急管理局', { ...city, ...covered }),
  })
  await fillAndSubmit(story, {
    campaignId,
    regionCode: '410300',
    input: wholeForm('=示例市应急管理局', {
      ...city,
      brochures: 800,
      ...covered,
      otherActivitiesNote: '+举办宣讲',
    }),
  })
  const own = { mediaColumns: 3, postersAndBoards: 100, brochures: 2000, qrPlacements: 2, otherActivities: 4 }
  filing = await fillAndSubmit(story, {
    campaignId,
    regionCode: '410000',
    input: wholeForm('示例省应急管理厅', { ...own, enterprisesCovered: 10, communitiesCovered: 1 }),
  })
})
afterAll(() => story.close())

async function linkTo(id: string, format: string, below = false, viewer = person('410000')): Promise<string> {
  const { exportOutreach } = (await story.get(exportMutation, viewer, { id, format, below })) as {
    exportOutreach: { url: string }
  }
  return new URL(exportOutreach.url, story.url).href
}
async function bytesOf(
  id: string,
  format: string,
  below = false,
  viewer = person('410000'),
): Promise<Buffer> {
  const response = await fetch(await linkTo(id, format, below, viewer))
  expect(response.status).toBe(200)
  expect(response.headers.get('cache-control')).toBe('no-store')
  return Buffer.from(await response.arrayBuffer())
}
const keepPicture = async (name: string, bytes: Buffer): Promise<void> => {
  const folder = process.env['ANDON_PICTURES']
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  for (const [index, png] of (await picturesOfPdf(bytes)).entries())
    writeFileSync(`${folder}/${name}-${String(index + 1)}.png`, png)
}

test('the form of a province with its cities matches the annex line by line (E06–E18)', async () => {
  const bytes = await bytesOf(filing.id, 'PDF', true)
  await keepPicture('annex', bytes)
  const [form = [], ...further] = await linesOfPdf(bytes)
  const text = form.join('').replaceAll(/\s/g, '')
  let at = 0
  for (const line of annexLines) {
    const found = text.indexOf(line, at)
    expect({ line, found: found >= at }).toEqual({ line, found: true })
    at = found + line.length
  }
  const figure = (label: string): string | undefined => {
    const after = text.slice(text.indexOf(label) + label.length)
    return /^\d+/.exec(after)?.[0]
  }
  expect(
    ['专题栏目（个）', '展板（张）', '手册（份）', '公众号（个）', '形式）', '单位（个）', '社区（个）'].map(
      figure,
    ),
  ).toEqual(['27', '6900', '17800', '20', '46', '1730', '241'])
  expect(text).toContain('单位（盖章）：示例省应急管理厅')
  expect(text).toContain('填报人：填报人甲联系电话：0371-00000000填报时间：2022年12月20日')
  const rest = further.flat().join('')
  for (const heading of [
    '一、加强领导',
    '二、健全机制',
    '三、核查奖励',
    '四、发布典型案例',
    '各单位报送情况',
  ])
    expect(rest).toContain(heading)
  expect(rest.replaceAll(/\s/g, '')).toContain('未报送单位：济源市应急管理部门。')
  expect(rest).toContain('示例省会市应急管')
})

test('a file is fetched once, and its hash is kept; asked for again it is the same file', async () => {
  const link = await linkTo(filing.id, 'PDF')
  const first = Buffer.from(await (await fetch(link)).arrayBuffer())
  const again = await fetch(link)
  expect(again.status).toBe(404)
  expect(await again.text()).toContain('请重新导出')
  const second = await bytesOf(filing.id, 'PDF')
  const sha256 = createHash('sha256').update(first).digest('hex')
  expect(createHash('sha256').update(second).digest('hex')).toBe(sha256)
  const query = `query($id: ID!) { outreachSummary(campaignId: $id) { filing { documents { format sha256 by } } } }`
  const shown = (await story.get(query, person('410000'), { id: campaignId })) as {
    outreachSummary: { filing: { documents: object[] } }
  }
  const { documents } = shown.outreachSummary.filing
  const same = { format: 'PDF', sha256, by: person('410000').subject }
  expect(documents.filter((one) => JSON.stringify(one) === JSON.stringify(same))).toHaveLength(2)
})

test('a workbook and CSV have a line for each, the missing too, and nothing in them is a formula', async () => {
  const csv = (await bytesOf(filing.id, 'CSV')).toString()
  const lines = csv.trim().split('\r\n')
  expect(csv.startsWith('\uFEFF单位,报纸、电视、广播等专题栏目（个）,')).toBe(true)
  expect(lines).toHaveLength(6)
  expect(lines[1]).toMatch(/^示例省应急管理厅（本级）,3,100,2000,2,4,10,1,/)
  expect(lines[3]).toMatch(/^'=示例市应急管理局,12,3400,800,9,21,860,120,'\+举办宣讲,填报人甲,已报送$/)
  expect(lines[4]).toMatch(/^济源市应急管理部门,,,,,,,,,,未报送$/)
  expect(lines[5]).toMatch(/^合计,27,6900,17800,20,46,1730,241,/)
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.load(new Uint8Array(await bytesOf(filing.id, 'XLSX')).buffer)
  const sheet = workbook.getWorksheet('汇总表')
  expect(sheet?.getRow(4).getCell(1).value).toBe("'=示例市应急管理局")
  expect(sheet?.getRow(6).getCell(4).value).toBe(17800)
})

test('the work report goes on paper with its parts and both kinds of suggestions (E04, E05)', async () => {
  const save = `mutation($id: ID!, $input: WorkReportInput!) {
    saveOutreachWorkReport(campaignId: $id, expectedVersion: 0, input: $input) { filing { id state version edition } } }`
  const input = {
    organisation: '示例省应急管理厅',
    experience: '把小程序推广列入近期重点工作。\n多业务口径协同推进。',
    practices: '二维码张贴至企业厂区门口。',
    suggestions: [
      { target: 'APPLICATION', text: '增加语音填报。' },
      { target: 'WORK_SYSTEM', text: '明确奖励发放时限。' },
    ],
  }
  const saved = (await story.get(save, person('410000'), { id: campaignId, input })) as {
    saveOutreachWorkReport: { filing: Filing }
  }
  const draft = await bytesOf(saved.saveOutreachWorkReport.filing.id, 'PDF')
  expect((await linesOfPdf(draft)).flat()).toContain('草稿，未经审核，不得用印')
  const asked = await take(story, 'requestOutreachCheck', saved.saveOutreachWorkReport.filing, {
    viewer: person('410000'),
  })
  const checked = await take(story, 'checkOutreach', asked, { viewer: checker('410000') })
  const submitted = await take(story, 'submitOutreach', checked, { viewer: checker('410000') })
  const bytes = await bytesOf(submitted.id, 'PDF')
  await keepPicture('report', bytes)
  expect((await linesOfPdf(bytes)).flat()).toEqual([
    '举报小程序推广应用工作情况报告',
    '一、典型经验',
    '把小程序推广列入近期重点工作。',
    '多业务口径协同推进。',
    '二、有效做法',
    '二维码张贴至企业厂区门口。',
    '三、意见建议',
    '（一）应用程序',
    '1.增加语音填报。',
    '（二）工作制度',
    '1.明确奖励发放时限。',
    '单位（盖章）：示例省应急管理厅',
    '2022年12月20日',
    '第 1 页 共 1 页',
  ])
  const suggestions = `query($id: ID!) { outreachSuggestions(campaignId: $id, target: WORK_SYSTEM) { nodes { target text } } }`
  expect(await story.get(suggestions, person('410000'), { id: campaignId })).toEqual({
    outreachSuggestions: { nodes: [{ target: 'WORK_SYSTEM', text: '明确奖励发放时限。' }] },
  })
  const all = `query($id: ID!) { outreachSuggestions(campaignId: $id) { nodes { text authority { id } } } }`
  const { outreachSuggestions } = (await story.get(all, person('410000'), { id: campaignId })) as {
    outreachSuggestions: { nodes: object[] }
  }
  expect(outreachSuggestions.nodes).toHaveLength(2)
})

test('a form with more to say than its column holds goes on behind it, and loses nothing', async () => {
  const other = await openCampaignOf(story, '410100', { dueOn: [{ level: 'COUNTY', day: '2022-12-21' }] })
  const long = '组织开展进企业、进社区、进学校宣讲活动，'.repeat(24)
  const filled = await fill(story, {
    campaignId: other,
    regionCode: '410100',
    input: wholeForm('示例省会市应急管理局', {
      otherActivities: 3,
      otherActivitiesNote: long,
      remark: long,
      overview: ['LEADERSHIP', 'MECHANISM', 'VERIFICATION_REWARD', 'TYPICAL_CASES'].map((section) => ({
        section,
        text: '主要领导亲自安排部署，'.repeat(200),
      })),
    }),
  })
  const asked = await take(story, 'requestOutreachCheck', filled, { viewer: person('410100') })
  const bytes = await bytesOf(asked.id, 'PDF', true, person('410100'))
  await keepPicture('long', bytes)
  const pages = await linesOfPdf(bytes)
  expect(pages[0]?.join('')).toContain('（其余内容见附页）')
  const whole = pages
    .map((page) => page.filter((line) => !/^第 \d+ 页/.test(line)).join(''))
    .join('')
    .replaceAll(/\s/g, '')
  expect(whole.split(long).length).toBe(3)
  expect(whole).toContain('主要领导亲自安排部署，'.repeat(200))
})

it('is no file for who may not read it, nor after five minutes, nor at an invented address', async () => {
  const refused = (viewer: ReturnType<typeof person>, id = filing.id) =>
    story.refusal(exportMutation, viewer, { id, format: 'PDF', below: false })
  expect(await refused(person('410100'))).toMatchObject({ code: 'NOT_FOUND' })
  expect(await refused(person('410000', 'CASE_OFFICER'))).toMatchObject({ code: 'FORBIDDEN' })
  const draft = await fill(story, { campaignId, regionCode: '419001', input: { organisation: '草稿' } })
  expect(await refused(person('410000'), draft.id)).toMatchObject({ code: 'NOT_FOUND' })
  expect((await fetch(new URL('/exports/outreach/nonsense', story.url))).status).toBe(404)
  const late = await linkTo((await filingOf(story, person('410000'), campaignId)).id, 'PDF')
  story.now.at = new Date(story.now.at.getTime() + 6 * 60_000)
  expect((await fetch(late)).status).toBe(404)
})
