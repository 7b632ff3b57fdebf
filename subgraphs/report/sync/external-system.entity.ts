import { defineEntity, p } from '@mikro-orm/postgresql'

const ExternalSystemSchema = defineEntity({
  name: 'ExternalSystem',
  tableName: 'external_system',
  properties: {
    code: p.string().length(40).primary(),
    name: p.string().length(100),
    /** The one machine account that speaks for it, as the identity provider names it. */
    subject: p.string().length(200).unique(),
    registeredBy: p.string().length(200),
    registeredAt: p.datetime(),
    closedAt: p.datetime().nullable(),
  },
})

/** Another system whose reports come here: the ministry's mini-program, a city's hotline. Requirement A04. */
export class ExternalSystem extends ExternalSystemSchema.class {}
ExternalSystemSchema.setClass(ExternalSystem)
