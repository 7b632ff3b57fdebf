import { defineEntity, p } from '@mikro-orm/postgresql'

const DivisionEditionSchema = defineEntity({
  name: 'DivisionEdition',
  tableName: 'division_edition',
  properties: {
    /** Always 1: there is one list in force. */
    id: p.integer().primary(),
    /** SHA-256 of the list and the departments derived from it; another one means another edition. */
    checksum: p.string().length(64),
    seededAt: p.datetime(),
  },
})

/** Which edition of the list the tables hold: looked at to seed only what is new, and to notice a new edition. */
export class DivisionEdition extends DivisionEditionSchema.class {}
DivisionEditionSchema.setClass(DivisionEdition)
