import { Migration } from '@mikro-orm/migrations'
import { hazardCriterionSeeds } from '../verification/hazard-seeds.js'

/** The criteria of major hazards there are from the start. */
export class Migration0016HazardCriteria extends Migration {
  override up(): void {
    this.addSql(hazardCriterionSeeds())
  }
}
