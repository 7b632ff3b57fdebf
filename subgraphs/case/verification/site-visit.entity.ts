import { defineEntity, p } from '@mikro-orm/postgresql'

const StoredSiteVisitSchema = defineEntity({
  name: 'StoredSiteVisit',
  tableName: 'site_visit',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    beganAt: p.datetime(),
    endedAt: p.datetime(),
    officers: p.array(),
    sealedPlace: p.blob(),
    sealedFindings: p.blob(),
    /** Of what the officers recorded; kept where evidence of enforcement is kept. */
    evidenceIds: p.array().columnType('uuid[]'),
    recordedBy: p.string().length(200),
    recordedAt: p.datetime(),
  },
})

/** Officers went and looked 现场检查. */
export class StoredSiteVisit extends StoredSiteVisitSchema.class {}
StoredSiteVisitSchema.setClass(StoredSiteVisit)
