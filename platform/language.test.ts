import { expect, it } from '@jest/globals'
import { negotiateLanguage } from './language.js'

it.each([
  [undefined, 'zh'],
  ['', 'zh'],
  ['*', 'zh'],
  ['fr,de;q=0.5', 'zh'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['en', 'en'],
  ['EN-gb', 'en'],
  ['en-GB,en;q=0.9,zh;q=0.5', 'en'],
  ['en;q=0.5, zh;q=0.9', 'zh'],
  ['zh;q=0, en;q=0.1', 'en'],
  ['en;q=0', 'zh'],
  ['en, zh', 'zh'],
  ['en;q=nonsense', 'zh'],
  ['en;level=1;q=0.7, zh;q=0.6', 'en'],
  [`${'x'.repeat(300)},en`, 'zh'],
] as const)('the header %j asks for %s', (header, language) => {
  expect(negotiateLanguage(header)).toBe(language)
})
