import { defineEntity, p } from '@mikro-orm/postgresql'

const PassingOnConsentSchema = defineEntity({
  name: 'PassingOnConsent',
  tableName: 'passing_on_consent',
  properties: { reportId: p.uuid().primary(), given: p.boolean(), at: p.datetime() },
})

/** Whether a reporter agrees that the content goes to another department (PIPL 23), as report's events tell it. */
export class PassingOnConsent extends PassingOnConsentSchema.class {}
PassingOnConsentSchema.setClass(PassingOnConsent)
