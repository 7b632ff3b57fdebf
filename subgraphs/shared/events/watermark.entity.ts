import { defineEntity, p } from '@mikro-orm/postgresql'

const WatermarkSchema = defineEntity({
  name: 'Watermark',
  tableName: 'watermark',
  properties: {
    consumer: p.string().length(64).primary(),
    position: p.bigint('bigint'),
  },
})

/** How far a consumer has read the log; moved in the transaction of the effects. */
export class Watermark extends WatermarkSchema.class {}
WatermarkSchema.setClass(Watermark)

/** The table, for the first migration of a subgraph that consumes events. */
export function watermarkMigration(schema: string): string {
  return `
    CREATE TABLE "${schema}".watermark (
      consumer varchar(64) PRIMARY KEY,
      position bigint NOT NULL
    );`
}
