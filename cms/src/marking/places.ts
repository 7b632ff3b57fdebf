import { spansOf, type Span } from './mark'
import type { PlainText } from './plain-text'
import { tokensOf, type Tokens } from './tokens'

/** Words a name ends before: what stands in front of them is not part of it. */
const boundary =
  /^(?:一起|两起|多起|这起|该起|本起|距离|距|每|国家|中华人民共和国|所在地|事项|通知|送往|如|按|撤|个|几个|省辖|省辖市|省直辖|选择|动员|省市|六位|最新|的|了|在|于|是|和|与|及|或|对|向|从|到|由|被|把|将|为|位于|住|家住|设在|地处|住在|来自|前往|发生|该|各|全|本|某|某某|某家|一|一家|一个|一处|两|两家|三家|多|多家|几|几家|数|数家|此|其|我|你|他|她|它|这|那|这家|那家|这个|那个|有|无|内|外|中|上|下|里|等|等地|不|没|未|经|据|当地|本地|外地|涉事|涉案|违法|违规|附近|周边|所在|所属|辖区|部分|有关|相关|其他|其它|任何|另|另一|同|同一|每|每个|每家|全部|所有|群众|举报|反映|检查|核查|执法|查处|责令|要求|发现|对该|因|因为|称|说|属于|系|我们|他们|下属|下辖|分别|以及|并|并且|通过|进入|离开|关闭|取缔|关停|举|报|查|时|后|前|起|至|已|曾|须|需|但|而|也|都|就|又|还|让|使|给|跟|比)$/

/** What kind of unit or place it is; a name made of such words alone names nobody. */
const generic =
  /^(?:中华|人民|共和国|街道|社区|小区|园区|厂区|矿区|乡镇|村镇|城乡|居民|群众|市民|人员密集|密集|场所|公共|重点|行业|领域|单位|生活|住宅|商业|化工|机械|煤|煤炭|煤业|铁|石油|石化|纺织|烟花|爆竹|烟花爆竹|食品|制药|医药|建材|冶金|冶炼|有色|金属|非金属|有色金属|贸易|商贸|科技|技术|实业|发展|投资|物业|保安|劳务|建筑|建设|运输|物流|上级|母|子|分|总|小|大|中|大型|中型|小型|微型|民营|国有|私营|个体|家庭|集体|合资|外资|生产|经营|加工|制造|企业|公司|承包|外包|分包|供电|燃气|自来水|水|电|热力|保险|地方|乡镇|街道|区域|县级|市级|省级|危险|危险化学品|危化品|化学品|危|化|工|矿|矿山|矿业|露天|地下|井下|金|银|铜|铝|铅|锌|钢|钢铁|水泥|砖|砖瓦|石|采石|砂石|木材|家具|塑料|橡胶|造纸|印刷|陶瓷|玻璃|电子|电器|电池|五金|服装|鞋|皮革|粮食|饲料|肥料|农药|油|油漆|涂料|酒|酒精|白酒|液化气|天然气|加气|加油|废品|回收|再生|环保|安全|评价|检测|检验|中介|服务|咨询|设计|施工|监理|工程|总承包|股份|有限|责任|集团|控股|示例|虚构|民爆|爆破|尾矿|选矿|洗煤|焦化|电力|发电|热电|水电|光伏|新能源|新|旧|老|废弃|废旧|关闭|停产|在建|非法|无证|证照|不全|粉尘|涉爆|粉尘涉爆|液氨|涉氨|制冷|有限空间|铸造|锻造|镀锌|电镀|喷涂|家装|装修|装饰|综合|专业|用工|用人|派遣|劳务派遣|出租|承租|租赁|发包|供货|销售|批发|零售|仓储|储存|存储|危货|客运|货运|出租车|旅游|公交|地铁|铁路|航空|船舶|港口|渔业|农业|林业|养殖|屠宰|肉类|冷链|冷库)$/

type Suffix = { kind: 'ADDRESS' | 'ENTERPRISE'; ends: RegExp }

const enterprise: Suffix = {
  kind: 'ENTERPRISE',
  ends: /(?:有限责任公司|股份有限公司|有限公司|集团公司|分公司|子公司|总公司|公司|集团|工厂|厂|煤矿|金矿|铁矿|铜矿|铝矿|石矿|矿业|煤业|矿山|采石场|石场|砂场|料场|加油站|加气站|变电站|电站|经营部|门市部|营业部|商行|商店|超市|商场|批发部|零售店|合作社|工作室|研究院|研究所|设计院|医院|卫生院|学校|中学|小学|幼儿园|酒店|饭店|宾馆|饭馆|养老院|油库|冷库|矿务局|林场|农场|渔场|养殖场|屠宰场|物流园|市场)/gu,
}

const division: Suffix = {
  kind: 'ADDRESS',
  ends: /(?:自治县|县|区|旗|镇|乡|苏木|街道|社区|村|屯|庄|寨|堡|嘴|峪|沟|路|街|大道|大街|巷|弄|胡同|园区|开发区|工业园|产业园|工业区|小区|花园|公寓|大厦|广场)/gu,
}

/** Words of their own too, which a name may stand before: 幸福小区. */
const nameable = /^(?:小区|花园|公寓|大厦|广场|街道|社区|开发区|工业园区?|产业园区?|园区|大道|大街|工业区)$/

/** 地区, 矿区, 道路: words of their own, places of nobody. */
const commonPlaces =
  /^(?:(?:\p{Script=Han}{2,8})?(?:自治区|特别行政区)|所在地区|地区|社区|城区|市区|郊区|矿区|厂区|园区|辖区|山区|库区|景区|小区|片区|全区|该区|本区|各区|县区|区县|市县|全县|该县|本县|各县|郡县|乡镇|村镇|城镇|集镇|市镇|全镇|全乡|全村|该镇|该村|该乡|农村|乡村|山村|新农村|外县|省市县|市县区|道路|公路|铁路|线路|思路|出路|一路|回路|电路|油路|气路|管路|短路|断路|开路|走路|街路|马路|水路|套路|通路|高速公路|街道|上街|逛街|大街|街里|这里|那里|哪里|心里|家里|手里|厂里|矿里|村里|市里|县里|省里|夜里|公里|海里|邻里|里|园|开发区|工业园区?|产业园区?|工业区|生活区|作业区|储存区|存储区|危险区|办公区|住宅区|居民区|管理区|施工区|生产区|采空区|安全区|示范区|试验区|保护区|行政区|自治区|装卸区|加工区|堆放区|仓储区|卸料区|隔离区|警戒区|禁火区|防火区|爆炸区|责任区|罐区|灾区|林区|牧区|特区|误区|禁区|专区|分区|广场|花园|公寓|大厦|水沟|山沟|地沟|排水沟|农庄|村庄|山庄|自然村|行政村|城中村|大道|人行道|巷道|回风巷|运输巷|雨巷|商业街|步行街|一条街|渠道|街头|功能区|网格区|风险区|采区|盲区|库|服务区|经济区|景观路|消防通道|出口|社区居民|疏散路)$/u

export function findPlaces(plain: PlainText, options: { cityIsTooFine: boolean }): Span[] {
  const { text } = plain
  const tokens = tokensOf(text)
  return [
    ...named(text, tokens, enterprise),
    ...named(text, tokens, division),
    ...(options.cityIsTooFine
      ? named(text, tokens, { kind: 'ADDRESS', ends: /(?:市|自治州|地区|盟)/gu })
      : []),
    ...exact.flatMap((expression) => spansOf('ADDRESS', text, expression)),
  ]
}

/** Goes back from what the name ends in, word by word, to where it begins. */
function named(text: string, tokens: Tokens, { kind, ends }: Suffix): Span[] {
  return [...text.matchAll(ends)].flatMap((match) => {
    const end = match.index + match[0].length
    const last = tokens.at(end - 1)
    // The suffix is the middle of a word: 县城, 区别, 路况.
    if (last === undefined || last.end > end) return []
    const own = text.slice(last.start, Math.max(last.start, match.index))
    if (kind === 'ADDRESS' && commonPlaces.test(last.text) && !nameable.test(last.text)) return []
    const before = wordsBefore(tokens, Math.min(last.start, match.index))
    const words = own === '' ? before : [...before, own]
    if (
      words.length === 0 ||
      withoutOpenBracket(words).every((word) => generic.test(word) || /^[（(）)]$/.test(word)) ||
      words.some((word) => /某|[×xX*]{2}/.test(word))
    )
      return []
    const start = end - match[0].length - withoutOpenBracket(words).join('').length
    return kind === 'ADDRESS' && commonPlaces.test(text.slice(start, end)) ? [] : [{ kind, start, end }]
  })
}

/** （郑州）某厂 is one name, （煤矿 begins behind its bracket. */
function withoutOpenBracket(words: readonly string[]): readonly string[] {
  const open = words.findLastIndex((word) => /^[（(]$/.test(word))
  const isClosed = words.slice(open).some((word) => /^[）)]$/.test(word))
  return open < 0 || isClosed ? words : words.slice(open + 1)
}

const longestName = 6

/** Words directly before, in order, up to one a name ends before. */
function wordsBefore(tokens: Tokens, at: number): string[] {
  const words: string[] = []
  for (let index = tokens.at(at - 1)?.index ?? -1; index >= 0 && words.length < longestName; index -= 1) {
    const token = tokens.all[index]
    if (
      token === undefined ||
      boundary.test(token.text) ||
      !/^[\p{Script=Han}A-Za-z]+$|^[（(）)]$/u.test(token.text)
    )
      break
    words.unshift(token.text)
  }
  return words
}

const number = '[0-9A-Za-z一二三四五六七八九十百甲乙丙丁东西南北]'
const exact = [
  // 12号楼3单元502室, 三楼, 5栋
  String.raw`(?<=路|街|巷|弄|大道|胡同|里|村)(?:甲|乙)?\d{1,5}(?:[-－]\d{1,4})?号(?:院|楼)?|(?:\d{1,4}|[一二三四五六七八九十]{1,3})号院|\d{1,4}[#＃](?:楼|栋|院)?`,
  String.raw`${number}{1,4}(?:号楼|栋|幢|座|单元|层楼?|楼(?!梯|道|板|房|宇|下|上|盘|层))(?!以上|以下)|(?<!\d)\d{3,4}(?:室|房间?|号房)`,
  String.raw`第?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:小组|村民组)|(?<=[村屯庄社])第?(?:\d{1,3}|[一二三四五六七八九十]{1,3})组`,
  // 二号井, 3号车间, 1201工作面: within a unit these are few people
  String.raw`(?:第)?(?:\d{1,5}|[一二三四五六七八九十]{1,3}|[A-Z]\d{0,3}|东|西|南|北)(?:号|#|＃)?(?:车间|工作面|工段|采区|矿井|井口|井|巷道|煤层|仓库|宿舍楼?|生产线|流水线|反应釜|储罐|罐区|锅炉|高炉|转炉|泵房|料仓|尾矿库|厂房|水平|变电所|掌子面)(?!下|筒|盖|以)`,
  // positions
  String.raw`(?<!\d)(?:[东北]经|[东北]纬|经度|纬度)?[:：]?\d{2,3}\.\d{4,}°?|\d{1,3}°\d{1,2}[′'分]`,
  String.raw`[KＫ]\d{1,4}\s?[+＋]\s?\d{1,4}|邮编[:：]?\d{6}`,
].map((source) => new RegExp(source, 'gu'))
