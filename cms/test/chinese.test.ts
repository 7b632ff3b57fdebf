import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { forms } from '../src/desk/forms'
import { componentLabels, labels } from '../src/desk/labels'

type Texts = Record<string, string>

const folder = join(__dirname, '../..')
const ours = (name: string): Texts =>
  JSON.parse(readFileSync(join(folder, 'src/admin/translations', `${name}.json`), 'utf8')) as Texts

/** Parts of Strapi’s admin that the desk shows; what stands before their keys; whether they ship a Chinese of their own. */
const parts = [
  { name: 'admin', prefix: '', folder: 'admin/dist/admin/admin/src', shipped: true },
  // The file it ships is another part’s: nothing in it is ever found.
  {
    name: 'content-manager',
    prefix: 'content-manager.',
    folder: 'content-manager/dist/admin',
    shipped: false,
  },
  { name: 'upload', prefix: 'upload.', folder: 'upload/dist/admin', shipped: true },
  { name: 'i18n', prefix: 'i18n.', folder: 'i18n/dist/admin', shipped: true },
  { name: 'email', prefix: 'email.', folder: 'email/dist/admin', shipped: true },
]

/** What this desk never shows: paid features, advertisement for them, tours, and the tools of programmers. */
const neverShown = [
  /^Settings\.(permissions\.auditLogs|sso|content-history|page\.[Pp]urchase|review-workflows|application\.(ai-usage|admin-seats))/,
  /^app\.components\.(FreeTrial|LeftMenu\.trial|NpsSurvey|UpsellBanner)/,
  /^(tours|content-type-builder|content-releases|review-workflows|releases)\./,
  /^widget\.deploy-now/,
]

/** Some texts are only a place to fill in, or a space that keeps one. */
const hasWords = (text: string): boolean =>
  /[a-z]/i.test(text.replace(/\{\w+\}/g, '').replace(/\{\w+, select.*\}/, ''))

async function texts(file: string): Promise<Texts> {
  const url = pathToFileURL(join(folder, 'node_modules/@strapi', file)).href
  return ((await import(url)) as { default: Texts }).default
}

async function shown(): Promise<{ english: Texts; chinese: Texts }> {
  const english: Texts = {}
  const chinese: Texts = {}
  for (const part of parts) {
    const add = (to: Texts, from: Texts): void => {
      for (const [key, text] of Object.entries(from)) to[part.prefix + key] = text
    }
    add(english, await texts(`${part.folder}/translations/en.json.mjs`))
    if (part.shipped) add(chinese, await texts(`${part.folder}/translations/zh-Hans.json.mjs`))
    add(chinese, ours(part.name))
  }
  for (const [key, text] of writtenInCode()) english[key] ??= text
  for (const key of Object.keys(english))
    if (neverShown.some((pattern) => pattern.test(key))) Reflect.deleteProperty(english, key)
  return { english, chinese }
}

/** Texts that stand in Strapi’s code only: no file of translations has them, so no comparison of files finds them. */
function* writtenInCode(): Generator<[string, string]> {
  const text =
    /\bid:\s*(getTranslation\(|getTrad\()?'([\w.$-]+)'\)?,\s*defaultMessage:\s*(?:'([^'\n]+)'|"([^"\n]+)"|`([^`$]+)`)/g
  for (const { folder: part, prefix } of parts) {
    const root = join(folder, 'node_modules/@strapi', part)
    for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.mjs') || file.includes('translations')) continue
      for (const [, prefixes, key = '', ...words] of readFileSync(join(root, file), 'utf8').matchAll(text))
        yield [prefixes === undefined ? key : prefix + key, words.find((word) => word !== undefined) ?? '']
    }
  }
}

test('every text of Strapi that the desk can show has a Chinese one', async () => {
  const { english, chinese } = await shown()
  assert.ok(Object.keys(english).length > 1_500)
  const missing = Object.keys(english).filter((key) => hasWords(english[key] ?? '') && !chinese[key])
  assert.deepEqual(missing, [])
})

test('no Chinese text is the English one, and each keeps the places its English one fills in', async () => {
  const { english, chinese } = await shown()
  const unlike: string[] = []
  for (const [key, text] of Object.entries(english)) {
    const translated = chinese[key] ?? ''
    const places = [...translated.matchAll(/\{[a-z]\w*/gi)].map(([place]) => place)
    const strange = places.some((place) => !text.includes(place))
    if (hasWords(text) && (text === translated || !/[\u4e00-\u9fff]/.test(translated))) unlike.push(key)
    if (strange) unlike.push(`${key}: ${translated}`)
  }
  assert.deepEqual(unlike, [])
})

type Attributes = Record<string, { enum?: string[] }>

/** Content types and components of ours, by the names Strapi gives them. */
function* schemas(): Generator<[uid: string, attributes: Attributes]> {
  const root = join(folder, 'src')
  for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    const type = /^api\/(.+)\/content-types\/.+\/schema\.json$/.exec(file)?.[1]
    const component = /^components\/(.+)\/(.+)\.json$/.exec(file)
    const uid =
      type !== undefined
        ? `api::${type}.${type}`
        : component && `${String(component[1])}.${String(component[2])}`
    if (!uid) continue
    const { attributes } = JSON.parse(readFileSync(join(root, file), 'utf8')) as { attributes: Attributes }
    yield [uid, attributes]
  }
}

test('every value an enumeration can take has a Chinese name', () => {
  const names = ours('enumerations')
  const papers = ['A3', 'A4']
  const values = new Set<string>()
  for (const [, attributes] of schemas())
    for (const attribute of Object.values(attributes))
      for (const value of attribute.enum ?? []) values.add(value)
  const unnamed = [...values].filter((value) => !papers.includes(value) && !names[value])
  assert.deepEqual(unnamed, [])
  assert.deepEqual(
    Object.keys(names).filter((value) => !values.has(value)),
    [],
  )
})

test('every field of ours has a Chinese label and its place in a form, and no form names another', () => {
  for (const [uid, attributes] of schemas()) {
    const fields = Object.keys(attributes).sort()
    const labelled = { ...labels, ...componentLabels }[uid] ?? {}
    assert.deepEqual(Object.keys(labelled).sort(), fields, uid)
    assert.deepEqual(forms[uid]?.edit.flat().sort(), fields, uid)
    for (const [label] of Object.values(labelled)) assert.match(label, /[\u4e00-\u9fff]/)
  }
})
