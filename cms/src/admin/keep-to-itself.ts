import type { StrapiApp } from '@strapi/strapi/admin'

/** Each leads to a page of Strapi's makers, or to a tool for programmers that does nothing where the desk runs. */
const linksLeftOut = ['plugins/content-type-builder', 'marketplace']

/** Buttons of help, and the wish to be sent news, lead to English pages of Strapi’s makers. */
const hideLinksOutside =
  'a[href*="strapi.io"], :has(> label a[href*="strapi.io"]) { display: none !important }'
const deskName = '安灯宣传发布台'

/**
 * The desk speaks Chinese before anybody has signed in, wears its own name, and shows no advertisement: Strapi has no
 * setting for these.
 */
export function keepToItself(app: StrapiApp, icon: string): void {
  localStorage.setItem('strapi-admin-language', 'zh-Hans')
  document.documentElement.lang = 'zh-Hans'
  // The part after the colon is the installation’s number, which exists only where telemetry does.
  for (const installation of ['undefined', 'false', 'null'])
    localStorage.setItem(`STRAPI_MEDIA_LIBRARY_BANNER_DISMISSED_FOR_false:${installation}`, 'true')
  app.configurations.locales = ['zh-Hans']
  const { menu } = app.router
  for (const link of linksLeftOut) {
    const index = menu.findIndex(({ to }) => to === link)
    if (index >= 0) menu.splice(index, 1)
  }
  document.head.append(Object.assign(document.createElement('link'), { rel: 'icon', href: icon }))
  document.head.append(Object.assign(document.createElement('style'), { textContent: hideLinksOutside }))
  nameWindows()
}

function nameWindows(): void {
  const rename = (): void => {
    const title = document.title.replace(/ \| Strapi$|^Strapi Admin$/, '')
    if (title !== document.title) document.title = title === '' ? deskName : `${title} · ${deskName}`
  }
  new MutationObserver(rename).observe(document.head, { childList: true, subtree: true, characterData: true })
  rename()
}
