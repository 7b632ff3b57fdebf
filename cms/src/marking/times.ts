import { spansOf, type Span } from './mark'
import type { PlainText } from './plain-text'

const n = String.raw`[\d〇零○一二三四五六七八九十廿卅初]`
const partOfDay = '(?:凌晨|清晨|早晨|早上|上午|中午|正午|下午|午后|傍晚|晚上|晚间|当晚|夜里|深夜|半夜|午夜)'

/** What is finer than a month tells who was there: shifts are few people. */
const expressions = [
  // 2026年3月5日, 3月5号, 二〇二六年三月五日
  String.raw`(?:${n}{2,4}年)?${n}{1,3}月(?:份)?${n}{1,3}[日号]?(?:(?<=[日号])|(?=${partOfDay}|当天|那天))`,
  String.raw`(?<!\d)(?:19|20)?\d{2}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])(?![\d%])`,
  String.raw`(?<!\d)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)`,
  // 5日上午, 12号晚
  String.raw`(?<![\d个满${n.slice(1, -1)}])${n}{1,3}[日号](?=${partOfDay}|早|晚|夜|当天|那天|，|,|。|、|至|起|前后|左右)`,
  String.raw`(?:农历|阴历)(?:${n}{1,2}|正|冬|腊)月${n}{0,3}|(?:正月|腊月|冬月)${n}{1,3}`,
  String.raw`大年(?:初${n}|三十)|除夕夜?|元宵节?|中秋节?|端午节?|清明节?|重阳节?|春节(?:期间|前后|前|后)?|国庆节?(?:期间|前后|前|后)?|元旦(?:期间|前后|前|后)?|五一(?:劳动节|期间|假期)?|劳动节|黄金周`,
  // 14:30, 14时30分, 下午两点半
  String.raw`(?<!\d)(?:[01]?\d|2[0-4])[:：][0-5]\d(?:[:：][0-5]\d)?(?!\d)`,
  String.raw`${partOfDay}?(?<![\d小${n.slice(1, -1)}第])(?:${n}{1,3})时(?!间|段|候|常|期|刻|效|限|有|代)(?:许|整|左右|${n}{1,3}分)?`,
  String.raw`${partOfDay}(?:${n}|两){1,3}点(?:半|整|钟|许|左右|多|${n}{1,3}分?)?`,
  String.raw`(?<![\d第${n.slice(1, -1)}])(?:${n}|两){1,3}点(?:半|整|钟|许|${n}{1,3}分)(?![之点])`,
  String.raw`(?:上|下|本|这|前)?(?:星期|礼拜|周)[一二三四五六日天末](?!一|共|期|年|围|边|度|转|报|到)`,
  String.raw`${n}{1,2}月(?:份)?(?:上旬|中旬|下旬|初|底|末)`,
  String.raw`昨[天日晚夜]|前[天日]|今[天日晨早晚](?!后)|大前天`,
  String.raw`(?:早|中|晚|夜|白|零点|四点|八点)班(?!长|车|组)|交接班时?`,
  String.raw`(?:第?${n}{1,3}|\d{1,3})个?(?:小时|分钟)(?:前|后)`,
].map((source) => new RegExp(source, 'gu'))

export function findTimes({ text }: PlainText): Span[] {
  return expressions.flatMap((expression) => spansOf('TIME', text, expression))
}
