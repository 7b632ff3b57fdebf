import { spansOf, type Span } from './mark'
import type { PlainText } from './plain-text'
import { commonWords, compoundSurnames, frequentSurnames, givenNames, surnames } from './surnames'
import { tokensOf, type Token, type Tokens } from './tokens'

const han = /^\p{Script=Han}+$/u

/** Who a name follows or precedes. What is said of everybody (单位, 群众) is not among them. */
const roles =
  '法定代表人|法人代表|法人|实际控制人|负责人|责任人|当事人|举报人|投诉人|报案人|报告人|反映人|目击者|证人|知情人|死者|伤者|遇难者|遇难人员|受害人|受害者|嫌疑人|被告人|被告|原告|户主|业主|老板|老板娘|职工|员工|工人|矿工|农民工|民工|村民|居民|市民|网民|群众|司机|驾驶员|电工|焊工|瓦检员|安全员|班长|队长|组长|矿长|厂长|科长|处长|部长|局长|所长|站长|镇长|村长|主任|书记|经理|董事长|股东|工程师|技术员|操作工|操作员|调度员|信息员|网格员|保安|会计|出纳|记者|律师|医生|民警|男子|女子|男工|女工|男|女|师傅|同事|工友|据工友|妻子|丈夫|儿子|女儿|父亲|母亲|哥哥|弟弟|姐姐|妹妹|其妻|其子|其女|其父|其母|家属|亲属|亲戚|联系人|经办人|承办人|执法人员|检查人员|工作人员|检查员|监理|名叫|名为|叫做|叫|姓名|名字|署名|化名|本人|我叫|我是|指使|授意|强令|通知|找到|询问|殴打|威胁|辞退|开除|拘留|抓获|逮捕|采访|感谢|表彰|奖励|派'
const strongBefore = new RegExp(`(?:${roles})[:：是为叫“"（(、]?$`)
const weakBefore = /(?:由|经|对|向|给|与|和|被|让|请|找|同|跟|及|是|、|，|。|“|"|\n|^)$/
const strongAfter =
  /^(?:同志|先生|女士|小姐|师傅|老师|医生|律师|说|称|道|讲|举报|舉報|實名|反映|投诉|报案|报告|回忆|告诉|坦言|介绍|发现|看到|得知|听到|认为|表示|承认|供述|交代|指使|授意|强令|组织|隐瞒|谎报|瞒报|拨打|扫码|登录|通过|实名|匿名|领取|获得|获奖|获|等[\d一二两三四五六七八九十几多名]*人|[（(，,][男女][，,、。；）)]|[（(，,、]?\d{1,3}岁|死亡|遇难|身亡|受伤|重伤|轻伤|被埋|被困|被抓|被捕|被刑|被判|被立案|被处|被罚|被公安|被撤|被免|担任|任|系|本人|一家|家属|家里|家中|因|将|是(?:一名|名|该|本)?.{0,6}(?:员|长|工|主任|经理|师|人)|的妻|的丈|的儿|的女|的父|的母|的家|的手|的电|的身份|的姓名|的同|的工)/
const weakAfter =
  /^(?:[、，。；：！？）)”"\n]|在|是|和|与|及|被|把|向|对|从|于|为|已|曾|也|都|就|又|到|去|来|等|的|$)/
/** Characters no given name of one character ends in: they belong to what follows. */
const following =
  /[的可会时中可以让了着过和与及或而且在是有被把将对向从到于为等这那其之所以者也都就又还不没未无说称均皆已曾因系所某]/

/** Surnames that are words of every sentence: they take somebody who is named around them. */
const rarelyNames = new Set('和位时来应向都官全商平成单计连经从申包有能为可并明')

const standsFree = { before: /(?:^|[、，。；：:“"（(\n])$/, after: /^(?:[、，。；：！？）)”"\n]|$)/ }

type Found = Span & { score: number }

export function findNames(plain: PlainText): Span[] {
  const { text } = plain
  const tokens = tokensOf(text)
  const candidates = tokens.all.flatMap((token) => candidatesAt(text, tokens, token))
  const sure = candidates.filter(({ score }) => score >= 2)
  // 张三、李四、钱七: one of them says what the others are.
  const beside = candidates.filter(
    ({ score, start, end }) =>
      score === 1 &&
      sure.some((other) => isJoined(text, other.end, start) || isJoined(text, end, other.start)),
  )
  return [
    ...sure,
    ...beside,
    ...patterns.flatMap((pattern) => spansOf('NAME', text, pattern)).filter(isNoGenericForm(text)),
  ].map(({ kind, start, end }) => ({ kind, start, end }))
}

const isJoined = (text: string, from: number, to: number): boolean =>
  to > from && to - from <= 2 && /^(?:[、，,和与及同]|以及)$/.test(text.slice(from, to))

function candidatesAt(text: string, tokens: Tokens, token: Token): Found[] {
  if (!token.isHan) return []
  const compound = new RegExp(`^(?:${compoundSurnames})`).exec(text.slice(token.start, token.start + 2))?.[0]
  if (compound !== undefined) return rated(text, token.start, compound.length, tokens, 2)
  if (
    !surnames.has(token.text.charAt(0)) ||
    /[\d〇零○一二三四五六七八九十百千]/.test(text.charAt(token.start - 1))
  )
    return []
  if (token.text.length === 1)
    return rated(text, token.start, 1, tokens, rarelyNames.has(token.text) ? -1 : 1)
  // A word of the dictionary may be somebody’s name all the same, where everything around says so.
  if (token.text.length > 3 || commonWords.has(token.text)) return []
  const given = token.text.slice(1)
  const isKnown = [...given].every((character) => givenNames.has(character))
  const longer = given.length === 1 ? givenAt(text, token.end, tokens).slice(0, 1) : ''
  const isLonger = goesOn(text, token, longer)
  // 杨柳青 is a town, and somebody where a workmate is named before and a verb follows.
  const base = isKnown ? (isLonger ? 2 : 0) : -2
  return [found(text, token.start, token.end + (isLonger ? longer.length : 0), base)]
}

/** 黄金荣: the dictionary cut 黄金 off it. */
function goesOn(text: string, token: Token, next: string): boolean {
  const after = text.slice(token.end + next.length, token.end + 12)
  return next !== '' && givenNames.has(next) && (weakAfter.test(after) || strongAfter.test(after))
}

function rated(text: string, start: number, length: number, tokens: Tokens, base: number): Found[] {
  const given = givenAt(text, start + length, tokens)
  // 于三月五日: the day, not 于三.
  if (/^[一二三四五六七八九十]{1,3}[年月日号时点]/.test(text.slice(start + length, start + length + 5)))
    return []
  if (given === '' || given.startsWith('某') || following.test(given.charAt(0))) return []
  const options = given.length === 2 ? [2, 1] : [1]
  const rates = options.flatMap((size) => {
    const name = given.slice(0, size)
    if ((size === 1 && following.test(name)) || commonWords.has(text.slice(start, start + length + size)))
      return []
    const known = [...name].filter((character) => givenNames.has(character)).length
    return [found(text, start, start + length + size, base + (known === size ? size : known === 0 ? -1 : 0))]
  })
  const best = rates.toSorted((one, other) => other.score - one.score)[0]
  return best === undefined ? [] : [best]
}

/** The one or two characters that may be the given name, as far as no word of more begins there. */
function givenAt(text: string, at: number, tokens: Tokens): string {
  const first = tokens.at(at)
  if (first === undefined || !first.isHan) return ''
  if (first.start < at) return text.slice(at, Math.min(first.end, at + 2))
  if (first.text.length === 2 && following.test(first.text)) {
    const own = first.text.charAt(0)
    return following.test(own) || !givenNames.has(own) ? '' : own
  }
  if (first.text.length === 2) return commonWords.has(first.text) ? '' : first.text
  if (first.text.length > 2) return ''
  const second = text.charAt(at + 1)
  const next = tokens.at(at + 1)
  return next?.text.length === 1 && han.test(second) && !following.test(second)
    ? first.text + second
    : first.text
}

function found(text: string, start: number, end: number, base: number): Found {
  const before = text.slice(Math.max(0, start - 8), start)
  const after = text.slice(end, end + 10)
  const around =
    (strongBefore.test(before) ? 3 : weakBefore.test(before) ? 0.5 : 0) +
    (strongAfter.test(after) ? 2 : weakAfter.test(after) ? 0.5 : 0)
  // Two characters that stand alone between stops are a signature, or one of a list.
  const isAlone = standsFree.before.test(before) && standsFree.after.test(after)
  const alone = isAlone && frequentSurnames.includes(text.charAt(start)) ? 1 : 0
  return { kind: 'NAME', start, end, score: base + alone + Math.floor(around) }
}

const frequent = `[${frequentSurnames}]`
const any = `[${[...surnames].filter((surname) => !rarelyNames.has(surname)).join('')}]`
const offices =
  '经理|主任|班长|组长|队长|科长|处长|局长|所长|站长|厂长|矿长|书记|镇长|村长|区长|县长|市长|董事长|老师|医生|律师|警官|先生|女士|小姐'
const patterns = [
  // 老王, 小李; 王师傅, 李工, 赵主任
  String.raw`(?<!\p{Script=Han})[老小阿]${frequent}(?!\p{Script=Han})|[老小阿]${frequent}(?=说|称|师傅|举报|反映|告诉|发现|和|与|的|在|等|向|被|打)`,
  String.raw`(?:(?<!\p{Script=Han})|(?<=[的了是由向被和与及对让请找同跟在经给见叫]))${frequent}(?:师傅|工(?=[说称，。、等的在也和]|$)|总(?=[说称，。、等的在也和]|$)|队(?=[说称，。、等的在也和]|$)|老板|姐|哥|叔|婶|嫂|大爷|大妈|大姐|大哥|阿姨|叔叔|(?:副|总)?(?:${offices}))`,
  String.raw`(?<=带班的|叫|找|问|由|是|、|，|。|^)${any}(?:副|总)?(?:${offices})(?!\p{Script=Han}*会)`,
  // 姓名：…
  String.raw`(?<=(?:姓名|联系人|举报人|投诉人|报案人|经办人|承办人|负责人|法定代表人|当事人|死者|伤者|证人|署名)[:：])\p{Script=Han}{2,4}(?=[，。；、（(\s]|$)`,
  // 李姓员工, 姓刘的
  String.raw`${any}姓(?!名|氏)(?=\p{Script=Han})|(?<=姓)${any}(?=的|者)`,
  // Names of peoples that write no surname first
  String.raw`(?:阿卜杜|阿不都|阿布都|买买提|麦麦提|艾合买提|阿依|古丽|努尔|阿里木|吐尔逊|热合曼|艾力|依明|扎西|卓玛|次仁|央金|尼玛|达娃|巴桑|旺堆|洛桑|丹增|格桑|平措|多吉|仁增|巴特尔|其其格|乌云|娜仁|斯琴|格日勒|宝音)(?:\p{Script=Han}{1,3}?(?=[，。、；：说称举反]|在|$))?`,
  // 买买提·阿布都拉; Zhang San; 李*明
  String.raw`\p{Script=Han}{2,8}[·•・‧]\p{Script=Han}{2,8}(?:[·•・‧]\p{Script=Han}{2,8})?`,
  String.raw`(?<![A-Za-z])(?:Wang|Li|Zhang|Liu|Chen|Yang|Zhao|Huang|Zhou|Wu|Xu|Sun|Hu|Zhu|Gao|Lin|He|Guo|Ma|Luo|Liang|Song|Zheng|Xie|Han|Tang|Feng|Yu|Dong|Xiao|Cheng|Cao|Yuan|Deng|Fu|Shen|Zeng|Peng|Lv|Lu|Su|Jiang|Cai|Jia|Ding|Wei|Xue|Ye|Yan|Pan|Du|Dai|Xia|Zhong|Tian|Ren|Fan|Shi|Yao|Tan|Zou|Xiong|Jin|Hao|Kong|Bai|Cui|Kang|Mao|Qiu|Qin|Gu|Hou|Shao|Meng|Wan|Duan|Lei|Qian)[ \-]?[A-Z][a-z]{1,6}(?:[ \-]?[a-z]{2,6})?(?![A-Za-z])`,
  String.raw`${any}[*×＊●○□〇]{1,2}\p{Script=Han}(?!\p{Script=Han}*某)|${any}\p{Script=Han}[*×＊●○□](?!\p{Script=Han})`,
].map((source) => new RegExp(source, 'gu'))

/** 张某, 举报人：匿名, 王某主任 stand for nobody. */
function isNoGenericForm(text: string): (span: Span) => boolean {
  return ({ start, end }) => !/某|^(?:匿名|保密|不详|未知|本人|暂无|略)/.test(text.slice(start, end))
}
