import type { StrapiApp } from '@strapi/strapi/admin'
import { keepStoreOf } from './fresh-documents'

/** Whoever signs in sees what awaits them, in place of Strapi's board of widgets. */
export function openWithStartPage(app: StrapiApp): void {
  keepStoreOf(app)
  app.router.addRoute((routes) =>
    routes.map((route) =>
      'index' in route && route.index === true
        ? { index: true, lazy: async () => ({ Component: (await import('./StartPage')).StartPage }) }
        : route,
    ),
  )
}
