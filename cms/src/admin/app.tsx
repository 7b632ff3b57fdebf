import type { StrapiApp } from '@strapi/strapi/admin'

// Nothing may call outside: no release notices, no tutorials.
export default {
  config: {
    locales: ['zh-Hans'],
    tutorials: false,
    notifications: { releases: false },
    translations: {
      'zh-Hans': {
        'Auth.form.welcome.title': '安灯 · 宣传发布台',
        'Auth.form.welcome.subtitle': '请登录',
        'app.components.LeftMenu.navbrand.title': '安灯',
        'app.components.LeftMenu.navbrand.workplace': '宣传发布台',
      },
    },
  },
  bootstrap(_app: StrapiApp) {},
}
