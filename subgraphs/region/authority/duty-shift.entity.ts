import { defineEntity, p } from '@mikro-orm/postgresql'

const StoredDutyShiftSchema = defineEntity({
  name: 'StoredDutyShift',
  tableName: 'duty_shift',
  properties: {
    id: p.uuid().primary(),
    authorityId: p.uuid(),
    subject: p.string().length(200),
    startsAt: p.datetime(),
    endsAt: p.datetime(),
  },
})

/** Who is on duty at an authority, from when until when. */
export class StoredDutyShift extends StoredDutyShiftSchema.class {}
StoredDutyShiftSchema.setClass(StoredDutyShift)
