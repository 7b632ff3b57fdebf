import { defineEntity, p } from '@mikro-orm/postgresql'

const DivisionEditionSchema = defineEntity({
  name: 'DivisionEdition',
  tableName: 'division_edition',
  properties: {
    /** Always 1: there is one list in force. */
    id: p.integer().primary(),
    /** Of what is in force; another one means another edition. */
    checksum: p.string().length(64),
    /** SHA-256 of the committed data the last seeding stored; a map change leaves it alone. */
    seedChecksum: p.string().length(64).nullable(),
    seededAt: p.datetime(),
  },
})

/** Which edition of the list the tables hold: looked at to seed only what is new, and to notice a new edition. */
export class DivisionEdition extends DivisionEditionSchema.class {}
DivisionEditionSchema.setClass(DivisionEdition)
