import {
  industriesInScope,
  industriesOfOtherDepartments,
  type IndustryCode,
} from '../../subgraphs/shared/dictionary/matter.js'

/** Said on every record, so that nobody takes it for a real report. */
export const inventedMark = '【演示数据，内容虚构】'

export type Random = () => number

/** Mulberry32: the same seed invents the same reports. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

type MatterTypeName = 'CONCEALED_OR_FALSE_ACCIDENT' | 'MAJOR_HAZARD' | 'GENERAL_HAZARD' | 'ILLEGAL_ACT'

const happenings: Readonly<Record<MatterTypeName, readonly string[]>> = {
  CONCEALED_OR_FALSE_ACCIDENT: [
    '上月检修时有工人被机械伤害，单位私下赔偿后没有上报',
    '夜班发生坍塌造成人员受伤，现场连夜清理，对外说是设备故障',
    '发生一起中毒事故，送医人数与上报人数不一致',
    '有工人高处坠落死亡，单位让家属签了保密协议，没有报告',
  ],
  MAJOR_HAZARD: [
    '安全联锁装置被长期拆除，多台设备带病运行',
    '可燃气体报警器多数失效，仓库超量储存',
    '有限空间作业没有通风和监护，近期多次发生头晕',
    '除尘系统停用，车间积尘很厚，仍在动火作业',
    '尾矿库排水设施堵塞，汛期没有人巡查',
    '安全出口被货物堵死，应急照明不亮',
  ],
  GENERAL_HAZARD: ['灭火器过期，消火栓箱前堆着杂物', '楼梯护栏松动，一直没有修', '配电箱没有盖板，电线裸露'],
  ILLEGAL_ACT: [
    '特种作业人员没有证件上岗，检查时临时换人',
    '新建生产线没有办理安全设施审查就投入生产',
    '被责令停产后夜间偷偷生产',
    '从业人员没有经过安全培训，也没有发放劳动防护用品',
    '把危险作业发包给没有资质的队伍',
  ],
}

const trades: Readonly<Partial<Record<IndustryCode, string>>> = {
  COAL_MINE: '煤业',
  METAL_AND_NONMETAL_MINE: '矿业',
  CHEMICAL: '化工',
  PHARMACEUTICAL: '制药',
  HAZARDOUS_CHEMICALS: '化学品储运',
  FIREWORKS: '烟花',
  OIL_EXTRACTION: '油田服务',
  METALLURGY: '钢铁',
  NONFERROUS_METAL: '铝业',
  BUILDING_MATERIALS: '建材',
  MACHINERY: '机械',
  LIGHT_INDUSTRY: '造纸',
  TEXTILE: '纺织',
  TOBACCO: '烟草',
  COMMERCE: '商贸',
}

const houseNames = [
  '宏远',
  '金岭',
  '恒泰',
  '永兴',
  '华盛',
  '瑞丰',
  '东升',
  '昌明',
  '鑫源',
  '安和',
  '盛达',
  '同力',
] as const
const spots = ['一号车间', '二号车间', '原料库', '配电室', '装卸区', '锅炉房', '地下作业面', '罐区'] as const
const hidings = [
  '私下赔偿后要求家属不得声张',
  '对外称是突发疾病',
  '清理现场后继续生产',
  '以外来人员为由不上报',
] as const
const moments = ['近一个月', '上周三夜班', '今年以来多次', '昨天下午', '国庆假期期间'] as const

export type Invention = {
  industryCode: IndustryCode
  matterTypes: MatterTypeName[]
  subKinds: ('CONCEALED_ACCIDENT' | 'FALSE_ACCIDENT')[]
  accident: { place: string; deaths: number; injuries: number; howConcealed: string } | null
  elsewhere: { kind: 'NONE' | 'OTHER_DEPARTMENT' | 'ARBITRATION' }
  mode: 'REAL_NAME' | 'ANONYMOUS'
  reporterKind: 'PUBLIC' | 'EMPLOYEE' | 'INFORMANT'
  channel: 'WEB' | 'WECHAT_MINI'
  unitName: string
  facts: { what: string; when: string; where: string; who: null; ongoing: boolean }
  /** Invented as well; the number can belong to nobody. */
  identity: { name: string; phone: string } | null
}

/** One plausible report; a tenth concerns a sector of another department. */
export function inventReport(random: Random, regionName: string): Invention {
  const industryCode = pick(
    random,
    Object.keys(random() < 0.1 ? industriesOfOtherDepartments : industriesInScope) as IndustryCode[],
  )
  const matterType = pick(random, Object.keys(happenings) as MatterTypeName[])
  const second = pick(random, Object.keys(happenings) as MatterTypeName[])
  const mode = random() < 0.55 ? 'REAL_NAME' : 'ANONYMOUS'
  const happening = pick(random, happenings[matterType])
  const matterTypes = random() < 0.15 && second !== matterType ? [matterType, second] : [matterType]
  return {
    industryCode,
    matterTypes,
    ...inventAccident(random, matterTypes),
    elsewhere: { kind: pick(random, ['NONE', 'NONE', 'NONE', 'NONE', 'OTHER_DEPARTMENT', 'ARBITRATION']) },
    mode,
    reporterKind: random() < 0.4 ? 'EMPLOYEE' : random() < 0.1 ? 'INFORMANT' : 'PUBLIC',
    channel: random() < 0.6 ? 'WECHAT_MINI' : 'WEB',
    unitName: `${regionName}${pick(random, houseNames)}${trades[industryCode] ?? '工程'}有限公司（虚构）`,
    facts: {
      what: `${inventedMark}${happening}。`,
      when: pick(random, moments),
      where: pick(random, spots),
      who: null,
      ongoing: random() < 0.6,
    },
    identity:
      mode === 'REAL_NAME'
        ? {
            name: `演示人员${String(Math.floor(random() * 9_000) + 1_000)}`,
            phone: `010-0000${String(Math.floor(random() * 9_000) + 1_000)}`,
          }
        : null,
  }
}

function inventAccident(
  random: Random,
  matterTypes: readonly MatterTypeName[],
): Pick<Invention, 'subKinds' | 'accident'> {
  if (!matterTypes.includes('CONCEALED_OR_FALSE_ACCIDENT')) return { subKinds: [], accident: null }
  return {
    subKinds: [random() < 0.7 ? 'CONCEALED_ACCIDENT' : 'FALSE_ACCIDENT'],
    accident: {
      place: pick(random, spots),
      deaths: Math.floor(random() ** 3 * 4),
      injuries: Math.floor(random() * 4),
      howConcealed: pick(random, hidings),
    },
  }
}
