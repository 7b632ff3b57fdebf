import admin from './admin.json'
import contentManager from './content-manager.json'
import email from './email.json'
import enumerations from './enumerations.json'
import i18n from './i18n.json'
import upload from './upload.json'

type Texts = Record<string, string>

/**
 * What Strapi's own Chinese leaves out, and what it says in a programmer's words. Of the content manager it ships the
 * texts of another part, so that none of its own is found. Strapi looks up the values of enumerations in the same table.
 */
export const chinese: Texts = {
  ...admin,
  ...enumerations,
  ...prefixed('content-manager', contentManager),
  ...prefixed('email', email),
  ...prefixed('i18n', i18n),
  ...prefixed('upload', upload),
}

function prefixed(plugin: string, texts: Texts): Texts {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [`${plugin}.${key}`, text]))
}
