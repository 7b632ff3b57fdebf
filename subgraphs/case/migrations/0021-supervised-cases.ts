import { Migration } from '@mikro-orm/migrations'

/** Few cases are supervised, and those who supervise ask for them every day: two in a hundred of a province. */
export class Migration0021SupervisedCases extends Migration {
  override up(): void {
    this.addSql(`
      CREATE INDEX case_supervised_2 ON "case"."case" (prefix_2, next_due_at, id) WHERE supervised;
      CREATE INDEX case_supervised_4 ON "case"."case" (prefix_4, next_due_at, id) WHERE supervised;`)
  }
}
