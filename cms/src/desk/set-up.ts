import type { Core } from '@strapi/strapi'
import type { Settings } from '../settings'
import { deleteDefaultApiTokens, setUpDemoAccounts } from './accounts'
import { publishFirstContent } from './first-content/publish'
import { createIndexes } from './indexes'
import { refuseMail } from './no-mail'
import { setUpForms } from './set-up-forms'
import { setUpRoles } from './roles'

/** Everything a desk needs beyond its tables. Each step may run again; the start lock keeps replicas apart. */
export async function setUpDesk(strapi: Core.Strapi, settings: Settings): Promise<void> {
  refuseMail(strapi)
  await createIndexes(strapi)
  await setUpRoles(strapi)
  await setUpForms(strapi)
  await deleteDefaultApiTokens(strapi)
  if (settings.CMS_DEMO_PASSWORD !== undefined && settings.ANDON_DEMO)
    await setUpDemoAccounts(strapi, settings.CMS_DEMO_PASSWORD)
  await publishFirstContent(strapi, { demo: settings.ANDON_DEMO })
}
