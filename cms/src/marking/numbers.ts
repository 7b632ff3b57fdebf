import { spansOf, type Span } from './mark'
import type { PlainText } from './plain-text'

/** What may stand between digits that are read as one number. */
const gap = String.raw`[\s\-‐-―－—·._()（）*/\\]{0,3}`
const digitsInARow = (least: number, most: number): string =>
  String.raw`\d(?:${gap}\d){${least - 1},${most - 1}}`

const creditCode = /(?<![0-9A-Za-z])[159ANY][1239]\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Za-z])/g
const plate = new RegExp(
  String.raw`[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\s?[A-HJ-NP-Za-hj-np-z](?:[\s·.\-]{0,2}[A-Za-z0-9]){4,5}[\s·.\-]{0,2}[A-Za-z0-9挂学警港澳领]`,
  'g',
)
const identity = new RegExp(String.raw`(?<!\d)${digitsInARow(17, 17)}${gap}[\dXx](?![\dA-Za-z])`, 'g')
/** A telephone, a bank card, a receipt: whatever is longer than a figure people write in digits. */
const longNumber = new RegExp(String.raw`(?<!\d)(?:\+?86${gap})?${digitsInARow(7, 22)}(?!\d)`, 'g')
/** A mobile telephone, whatever is written between its digits. */
const mobile = new RegExp(
  String.raw`(?<!\d)1(?:[^\d\p{Script=Han}\n]{0,3})[3-9](?:[^\d\p{Script=Han}\n]{0,3}\d){9}(?!\d)`,
  'gu',
)
/** Digits left standing on both sides are enough to those who know the person. */
const masked =
  /(?<!\d)1[3-9]\d[\s*×xX＊●○]{3,6}\d{2,4}(?!\d)|(?<!\d)\d{3,6}[*×＊●]{4,12}[\dXx]{2,4}(?![\dA-Za-z])/g
const labelled =
  /(?:工号|编号|证号|案号|学号|卡号|警号|牌号|单号|证件号码?|身份证号?码?|电话|手机|座机|传真|联系方式|账号|户号|房号|档案号|查询码|举报码|受理号|立案号)(?:码)?(?:为|是|[:：])?[A-Za-z0-9][A-Za-z0-9\-]{1,30}/g
/** Numbers that everybody is asked to call. */
const hotline = /\D(?:12350|12345|12388|110|119|120|122)$/
/** 文号: of a decision, and with it of the unit. One that follows the title of a document, 《…》（…）, is the law’s own. */
const decisionNumber =
  /(?<!》[（(]?)(?<![\p{Script=Han}])[（(]?[\p{Script=Han}）)（(]{1,14}[〔\[［【(（](?:19|20)\d{2}[〕\]］】)）]第?\d{1,6}号/gu
const caseNumber = /(?<![A-Za-z0-9])[A-Z]{9}(?![A-Za-z0-9])/g
const age = /(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:周?岁|来岁|多岁)/g
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi

const amountAfter =
  /^(?:\.\d+)?\s*(?:多|余|万|亿|元|吨|米|人次|人|份|件|户|平方|立方|千瓦|度|公斤|升|家|次|%|％)/

export function findNumbers({ text, digits }: PlainText): Span[] {
  return [
    ...spansOf('NUMBER', text, creditCode),
    ...spansOf('NUMBER', text, plate),
    ...spansOf('NUMBER', digits, identity),
    ...spansOf('NUMBER', digits, mobile),
    ...longNumbers(text, digits),
    ...spansOf('NUMBER', text, masked),
    ...spansOf('NUMBER', text, labelled).filter(({ start, end }) => !hotline.test(text.slice(start, end))),
    ...decisionNumbers(text),
    ...spansOf('NUMBER', text, caseNumber),
    ...spansOf('NUMBER', text, age),
    ...spansOf('NUMBER', text, uuid),
  ]
}

function longNumbers(text: string, digits: string): Span[] {
  return spansOf('NUMBER', digits, longNumber).filter(({ start, end }) => {
    const written = text.slice(start, end)
    // A letter that looks like a digit counts among digits, a word of such letters does not.
    if ((written.match(/\d|[零〇○一幺壹二两贰三叁四肆五伍六陆七柒八捌九玖]/g) ?? []).length < 6) return false
    if (isDateOrSum(written) || /^\d{2,3}\.\d{4,}$/.test(written)) return false
    return !amountAfter.test(text.slice(end)) || /^\D*1[3-9]/.test(digits.slice(start, end))
  })
}

/** 1,234,567 is a sum and 2026-03-01 a day; days are found elsewhere. */
function isDateOrSum(written: string): boolean {
  return (
    /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(written) || /^(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}$/.test(written)
  )
}

function decisionNumbers(text: string): Span[] {
  return spansOf('NUMBER', text, decisionNumber).filter(
    ({ start }) => !/》[（(]?$/.test(text.slice(0, start)),
  )
}

const mail =
  /(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]{1,64}\s?(?:@|#|＠|\(at\)|\[at\]| at )\s?[A-Za-z0-9\-]{1,63}(?:\s?(?:\.|。|点|\(dot\))\s?[A-Za-z]{2,12})+/gi
const account =
  /(?:微信|薇信|威信|卫星号|徽信|vx|v信|wx|weixin|wechat|抖音|快手|微博|小红书|支付宝|钉钉|telegram|whatsapp)(?:账?号|id)?(?:为|是|[:：])?\s*@?[A-Za-z0-9](?:\s?[A-Za-z0-9_\-]){4,24}/gi
const weChatId = /(?<![A-Za-z0-9_])wxid_[A-Za-z0-9]{6,}/gi
const qq = /(?:QQ|扣扣|企鹅)(?:号|群)?(?:为|是|[:：])?\s*\d{5,12}/gi
const mention = /@[\p{Script=Han}A-Za-z0-9_\-]{2,20}/gu
const address = /(?:https?:\/\/|www\.)[^\s，。；、）)》"'<>]+/gi

export function findAccounts({ text }: PlainText): Span[] {
  return [mail, account, weChatId, qq, mention, address].flatMap((expression) =>
    spansOf('ACCOUNT', text, expression),
  )
}
