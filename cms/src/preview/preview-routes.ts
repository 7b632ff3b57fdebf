import type { Core, UID } from '@strapi/strapi'
import type { Ability, DeskContext } from '../desk-routes/admin-route'
import { draftFor, mayDo } from '../desk-routes/document-access'
import type { FileSeal } from '../files/file-seal'
import { refuse } from '../publication/document-action'
import { wholeText } from '../publication/history.rule'
import { beijingTime } from '../publication/stale-draft'
import { closedPage, previewHeaders, previewPage } from './preview-page'
import { createPreviewPictures } from './preview-pictures'
import type { createPreviewSeal, PreviewOf } from './preview-seal'
import { publicViews } from './public-view'

const cookie = 'desk_preview'
type Draft = Record<string, unknown> & { documentId: string }
type Account = { isActive?: boolean; blocked?: boolean | null }
type Options = {
  seal: ReturnType<typeof createPreviewSeal>
  fileSeal: FileSeal
  secureCookie: boolean
}

/** A link to what the draft will look like, for the account that asks and for nobody else. */
export function createPreviewLink(strapi: Core.Strapi, { seal, secureCookie }: Options) {
  return async (context: DeskContext): Promise<{ url: string }> => {
    const { user, userAbility } = context.state
    const { uid, documentId } = await draftFor(strapi, userAbility, 'read', {
      uid: context.params['uid'],
      documentId: context.params['documentId'],
    })
    if (publicViews[uid] === undefined) refuse('这类内容没有可供预览的页面。')
    const held = context.cookies.get(cookie)
    const half = seal.isHalf(held) ? held : seal.newHalf()
    context.cookies.set(cookie, half, {
      httpOnly: true,
      sameSite: 'strict',
      path: '/',
      overwrite: true,
      secure: secureCookie,
    })
    return { url: `/desk-preview/${seal.seal({ uid, documentId, accountId: user.id }, half)}` }
  }
}

/** The page itself. What the account may read is asked anew: a link outlives no permission. */
export function servePreviews(strapi: Core.Strapi, { seal, fileSeal }: Options): void {
  const pictures = createPreviewPictures(strapi, fileSeal)
  const handler = async (context: DeskContext): Promise<void> => {
    const of = seal.open(context.params['seal'] ?? '', context.cookies.get(cookie))
    const draft = of === undefined ? undefined : await readableDraft(strapi, of)
    context.set(previewHeaders)
    context.status = draft === undefined ? 404 : 200
    context.body = of === undefined || draft === undefined ? closedPage : await pageOf(of.uid, draft)
  }
  const pageOf = async (uid: string, draft: Draft): Promise<string> => {
    const { images, withSeals } = await pictures.inText(draft['body'] ?? draft['answer'])
    const view = publicViews[uid]?.(draft, images) ?? { title: '', facts: [], html: '' }
    const marks = await marksOf(strapi, uid, draft)
    return previewPage({ ...view, html: withSeals(view.html) }, marks, pictures.beside(draft['pictures']))
  }
  strapi.server.routes([
    { method: 'GET', path: '/desk-preview/:seal', handler: handler as never, config: { auth: false } },
  ])
}

async function readableDraft(strapi: Core.Strapi, of: PreviewOf): Promise<Draft | undefined> {
  const account = (await strapi.db
    .query('admin::user')
    .findOne({ where: { id: of.accountId }, populate: ['roles'] })) as Account | null
  if (account?.isActive !== true || account.blocked === true) return undefined
  const { engine } = strapi.service('admin::permission') as unknown as {
    engine: { generateUserAbility: (account: Account) => Promise<Ability> }
  }
  const row = (await strapi.db.query(of.uid as UID.ContentType).findOne({
    where: { documentId: of.documentId, publishedAt: { $null: true } },
    populate: wholeText(strapi, of.uid),
  })) as Draft | null
  if (row === null) return undefined
  const ability = await engine.generateUserAbility(account)
  return mayDo(strapi, ability, 'read', { uid: of.uid, row }) ? row : undefined
}

/** What stands above the page: that it is not out, and whatever will keep the public from seeing it. */
async function marksOf(strapi: Core.Strapi, uid: string, draft: Draft): Promise<string[]> {
  const published = (await strapi.db
    .query(uid as UID.ContentType)
    .findOne({ where: { documentId: draft.documentId, publishedAt: { $notNull: true } } })) as Draft | null
  const disclosure = draft['disclosure']
  const expiresAt = draft['expiresAt']
  return [
    '预览，尚未发布',
    ...(published === null ? [] : ['群众现在看到的是此前发布的版本。']),
    ...(disclosure === 'WITHHELD' ? ['信息公开形式是“不予公开”：发布后群众也看不到。'] : []),
    ...(disclosure === 'ON_REQUEST' ? ['信息公开形式是“依申请公开”：发布后不在网上公开。'] : []),
    ...(expiresAt == null ? [] : [`${beijingTime(new Date(String(expiresAt)))}起不再显示。`]),
  ]
}
