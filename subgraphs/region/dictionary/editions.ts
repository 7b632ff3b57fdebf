import type { DictionaryEdition, DictionaryEntry, DictionaryName } from './dictionary.js'

const guide = '《安全生产举报系统使用指南》'
const division = '《国务院安全生产委员会成员单位安全生产工作任务分工》（安委〔2020〕10号）'
const rewards = '《安全生产领域举报奖励办法》（安监总财〔2018〕19号）'
const accidents = '《生产安全事故报告和调查处理条例》（国务院令第493号）第三条'

/** The legal basis of pointing a report to another department: requirement C20. */
export const referralBasis = division

type More = Partial<Pick<DictionaryEntry, 'legalBasis' | 'inScope' | 'parent' | 'department'>>

function entry(code: string, label: string, labelEn: string, more: More = {}): DictionaryEntry {
  return { code, label, labelEn, legalBasis: null, inScope: true, parent: null, department: null, ...more }
}

/** Requirement C17. */
function ours(code: string, label: string, labelEn: string): DictionaryEntry {
  return entry(code, label, labelEn, { legalBasis: guide })
}

/** Requirement C19. */
function ofOthers(code: string, names: [string, string], department: [string, string]): DictionaryEntry {
  const [label, labelEn] = names
  const [zh, en] = department
  return entry(code, label, labelEn, { legalBasis: division, inScope: false, department: { zh, en } })
}

/** Requirements C21 to C24. */
function ground(code: string, label: string, labelEn: string, parent: string | null = null): DictionaryEntry {
  return entry(code, label, labelEn, { legalBasis: `${guide}不予受理情形`, parent })
}

const industries = [
  ours('COAL_MINE', '煤矿', 'Coal mines'),
  ours(
    'METAL_AND_NONMETAL_MINE',
    '金属与非金属矿山（含尾矿库）',
    'Metal and non-metal mines, with tailings ponds',
  ),
  ours('CHEMICAL', '化工（含石油化工）', 'Chemical industry, with petrochemicals'),
  ours('PHARMACEUTICAL', '医药', 'Pharmaceuticals'),
  ours('HAZARDOUS_CHEMICALS', '危险化学品', 'Hazardous chemicals'),
  ours('FIREWORKS', '烟花爆竹', 'Fireworks'),
  ours('OIL_EXTRACTION', '石油开采', 'Oil extraction'),
  ours('METALLURGY', '冶金', 'Metallurgy'),
  ours('NONFERROUS_METAL', '有色', 'Non-ferrous metals'),
  ours('BUILDING_MATERIALS', '建材', 'Building materials'),
  ours('MACHINERY', '机械', 'Machinery'),
  ours('LIGHT_INDUSTRY', '轻工', 'Light industry'),
  ours('TEXTILE', '纺织', 'Textiles'),
  ours('TOBACCO', '烟草', 'Tobacco'),
  ours('COMMERCE', '商贸', 'Commerce'),
  ofOthers(
    'ROAD_TRAFFIC',
    ['道路交通', 'Road traffic'],
    ['公安交管、交通运输部门', 'traffic police or transport department'],
  ),
  ofOthers(
    'CONSTRUCTION',
    ['建筑施工', 'Construction'],
    ['住房和城乡建设部门', 'housing and construction department'],
  ),
  ofOthers(
    'CITY_GAS',
    ['城镇燃气', 'City gas'],
    ['住房和城乡建设或城市管理部门', 'housing and construction or city management department'],
  ),
  ofOthers(
    'WATER_TRANSPORT',
    ['水上运输（包含海上）', 'Water transport, at sea too'],
    ['交通运输、海事部门', 'transport department or maritime authority'],
  ),
  ofOthers(
    'FISHING_VESSELS',
    ['渔业船舶', 'Fishing vessels'],
    ['农业农村（渔业）部门', 'agriculture (fisheries) department'],
  ),
  ofOthers('CIVIL_AVIATION', ['民航', 'Civil aviation'], ['民航管理部门', 'civil aviation authority']),
  ofOthers('RAILWAY', ['铁路', 'Railways'], ['铁路监督管理部门', 'railway supervision']),
  ofOthers(
    'CIVIL_EXPLOSIVES',
    ['民用爆炸物品', 'Civil explosives'],
    ['工业和信息化、公安部门', 'industry department or police'],
  ),
  ofOthers('ELECTRIC_POWER', ['电力能源', 'Electric power'], ['能源主管部门', 'energy department']),
  ofOthers('POLLUTION', ['污染防治', 'Pollution'], ['生态环境部门', 'environment department']),
  entry('OTHER', '其他', 'Other'),
]

const concealed = { legalBasis: rewards, parent: 'CONCEALED_OR_FALSE_ACCIDENT' }

const matterTypes = [
  entry('CONCEALED_OR_FALSE_ACCIDENT', '涉嫌瞒报谎报生产安全事故', 'Accident concealed or falsely reported', {
    legalBasis: rewards,
  }),
  entry('CONCEALED_ACCIDENT', '瞒报', 'Accident concealed', concealed),
  entry('FALSE_ACCIDENT', '谎报', 'Accident falsely reported', concealed),
  entry('MAJOR_HAZARD', '涉嫌存在重大事故隐患', 'Major accident hazard', { legalBasis: rewards }),
  entry('ILLEGAL_ACT', '涉嫌存在安全生产违法行为', 'Illegal act against work safety', {
    legalBasis: rewards,
  }),
]

/** Section 3.8, 2: a hazard that nobody calls major is taken in as well. */
const matterTypesWithGeneralHazards = matterTypes.flatMap((item) =>
  item.code === 'MAJOR_HAZARD'
    ? [item, entry('GENERAL_HAZARD', '涉嫌存在一般事故隐患', 'General hazard')]
    : [item],
)

const accidentLevels = [
  entry('ORDINARY', '一般事故', 'Ordinary accident', { legalBasis: accidents }),
  entry('CONSIDERABLE', '较大事故', 'Considerable accident', { legalBasis: accidents }),
  entry('MAJOR', '重大事故', 'Major accident', { legalBasis: accidents }),
  entry('EXTRAORDINARY', '特别重大事故', 'Extraordinarily major accident', { legalBasis: accidents }),
]

const refusalGrounds = [
  ground(
    'DUPLICATE_BY_SAME_REPORTER',
    '同一事项已受理，举报人再次举报',
    'Accepted before, reported again by the same person',
  ),
  ground('UNCLEAR', '举报对象、事项或违法违规事实不清楚', 'Whom, what or the facts are unclear'),
  ground('UNCLEAR_OBJECT', '举报对象不明确', 'Whom is unclear', 'UNCLEAR'),
  ground('UNCLEAR_MATTER', '举报事项不明确', 'What is unclear', 'UNCLEAR'),
  ground('UNCLEAR_FACTS', '违法违规事实不清楚', 'The facts are unclear', 'UNCLEAR'),
  ground(
    'OTHER_PROCEDURE',
    '属其他程序，或已由其他机关受理、处理',
    'Another procedure, or in other hands already',
  ),
  ground('SUGGESTION', '意见建议', 'A suggestion', 'OTHER_PROCEDURE'),
  ground('INFO_DISCLOSURE', '政府信息公开申请', 'A request for government information', 'OTHER_PROCEDURE'),
  ground('ADMIN_RECONSIDERATION', '行政复议', 'Administrative reconsideration', 'OTHER_PROCEDURE'),
  ground('COURT', '人民法院已受理或处理', 'Before a court', 'OTHER_PROCEDURE'),
  ground('ARBITRATION', '仲裁机构已受理或处理', 'In arbitration', 'OTHER_PROCEDURE'),
  ground('OTHER_DEPARTMENT', '其他行政管理部门已受理或处理', 'With another department', 'OTHER_PROCEDURE'),
  ground('MEDIATION', '社会调解机构已受理或处理', 'In mediation', 'OTHER_PROCEDURE'),
  ground('OTHER_LEGAL', '其他依法依规不予接收的情形（须写明依据）', 'Another ground in law, to be named'),
]

const channels = [
  entry('WEB', '网站', 'Web site'),
  entry('WECHAT_MINI', '微信小程序', 'WeChat mini-program'),
  entry('HOTLINE_12350', '12350 举报电话', 'Hotline 12350', { legalBasis: rewards }),
  entry('HOTLINE_12345', '12345 热线', 'Hotline 12345'),
  entry('LETTER', '来信', 'Letter', { legalBasis: rewards }),
  entry('EMAIL', '电子邮件', 'E-mail', { legalBasis: rewards }),
  entry('FAX', '传真', 'Fax', { legalBasis: rewards }),
  entry('VISIT', '来访', 'Visit', { legalBasis: rewards }),
  entry('TRANSFER', '其他机关转来', 'Transferred by another authority'),
]

const ministryMedium = { parent: 'MINISTRY_MEDIA' }

/** Requirements B01 to B04. */
const media = [
  entry('BROADCAST', '广播', 'Radio'),
  entry('TV', '电视', 'Television'),
  entry('NEWSPAPER', '报纸', 'Newspaper'),
  entry('PORTAL', '门户网站', 'Portal'),
  entry('WECHAT_OA', '微信公众号', 'WeChat official account'),
  entry('WECHAT', '微信', 'WeChat'),
  entry('WEIBO', '微博', 'Weibo'),
  entry('DOUYIN', '抖音', 'Douyin'),
  entry('OFFICIAL_SITE', '应急管理部门官网', 'Site of an authority'),
  entry('OFFICIAL_ACCOUNT', '应急管理部门官方公众号', 'Official account of an authority'),
  entry('MINISTRY_MEDIA', '部属媒体', 'Media of the ministry'),
  entry(
    'CHINA_EMERGENCY_MANAGEMENT_NEWS',
    '《中国应急管理报》',
    'China Emergency Management News',
    ministryMedium,
  ),
  entry('CHINA_COAL_NEWS', '《中国煤炭报》', 'China Coal News', ministryMedium),
  entry('CHINA_WORK_SAFETY', '《中国安全生产》', 'China Work Safety', ministryMedium),
  entry('LABOUR_PROTECTION', '《劳动保护》', 'Labour Protection', ministryMedium),
  entry('MODERN_OCCUPATIONAL_SAFETY', '《现代职业安全》', 'Modern Occupational Safety', ministryMedium),
  entry('CHINA_COAL', '《中国煤炭》', 'China Coal', ministryMedium),
  entry('CONTEMPORARY_MINER', '《当代矿工》', 'Contemporary Miner', ministryMedium),
  entry('CHINA_EMERGENCY_INFORMATION', '中国应急信息网', 'China Emergency Information', ministryMedium),
  entry('CHINA_WORK_SAFETY_SITE', '中国安全生产网', 'China Work Safety site', ministryMedium),
]

/** Requirement B06, B08. */
const materials = [
  entry('POSTER_NOTICE', '宣传告示海报', 'Notice poster'),
  entry('POSTER', '宣传海报', 'Poster'),
  entry('DISPLAY_BOARD', '展板', 'Display board'),
  entry('BROCHURE', '宣传册', 'Brochure'),
  entry('HANDBOOK', '宣传手册', 'Handbook'),
  entry('SIGN_BOARD', '举报公示牌', 'Sign board'),
]

/** Requirements B07, B08. */
const places = [
  entry('HOMEPAGE', '网站首页', 'Home page of a site'),
  entry('FACTORY_GATE', '企业厂区门口', 'Gate of a factory'),
  entry('CROWDED_PLACE', '人员密集场所', 'Crowded place'),
  entry('OTHER', '其他点位', 'Another place'),
]

/** Requirement B13. */
const activities = [
  entry('MEETING', '会议', 'Meeting'),
  entry('TRAINING', '培训', 'Training'),
  entry('LECTURE', '宣讲', 'Lecture'),
  entry('ENFORCEMENT_INSPECTION', '执法检查', 'Enforcement inspection'),
]

const first: Readonly<Record<DictionaryName, readonly DictionaryEntry[]>> = {
  INDUSTRY: industries,
  MATTER_TYPE: matterTypes,
  ACCIDENT_LEVEL: accidentLevels,
  REFUSAL_GROUND: refusalGrounds,
  CHANNEL: channels,
  MEDIUM: media,
  MATERIAL: materials,
  PLACE: places,
  ACTIVITY: activities,
}

/** Every edition there has been, older ones first: what a case was decided by stays to be looked up. */
export const dictionaryEditions: readonly DictionaryEdition[] = [
  ...Object.entries(first).map(([name, items]) => ({
    name: name as DictionaryName,
    version: 1,
    validFrom: '2022-11-01',
    items,
  })),
  { name: 'MATTER_TYPE', version: 2, validFrom: '2026-01-01', items: matterTypesWithGeneralHazards },
]
