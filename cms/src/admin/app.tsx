import type { StrapiApp } from '@strapi/strapi/admin'
import logo from './assets/andon.svg'
import { addDeskPages, addDeskPanels } from './desk'
import { translateFixedTexts } from './fixed-texts'
import { showListsReadably } from './list-cells'
import { keepToItself } from './keep-to-itself'
import { addPosters } from './posters/add-posters'
import { openWithStartPage } from './start/open-start-page'
import { theme } from './theme'
import { addLeads } from './typical/add-leads'
import { chinese } from './translations'

// Nothing may call outside: no release notices, no tutorials.
export default {
  config: {
    locales: ['zh-Hans'],
    tutorials: false,
    notifications: { releases: false },
    auth: { logo },
    menu: { logo },
    theme,
    translations: { 'zh-Hans': chinese },
  },
  register(app: StrapiApp) {
    keepToItself(app, logo)
    addLeads(app)
    addPosters(app)
    openWithStartPage(app)
    addDeskPages(app)
  },
  bootstrap(app: StrapiApp) {
    showListsReadably(app)
    addDeskPanels(app)
    translateFixedTexts()
  },
}
