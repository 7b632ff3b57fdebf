import { PaintBrush } from '@strapi/icons'
import type { StrapiApp } from '@strapi/strapi/admin'

/** 海报与二维码, in the menu of everybody who may make posters. */
export function addPosters(app: StrapiApp): void {
  app.addMenuLink({
    to: 'desk/posters',
    icon: PaintBrush,
    intlLabel: { id: 'desk.posters', defaultMessage: '海报与二维码' },
    permissions: [{ action: 'admin::desk.posters.make', subject: null }],
    position: 4,
    Component: () => import('./PostersPage'),
  } as never)
}
