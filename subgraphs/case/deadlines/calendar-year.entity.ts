import { defineEntity, p } from '@mikro-orm/postgresql'

const StoredCalendarYearSchema = defineEntity({
  name: 'StoredCalendarYear',
  tableName: 'calendar_year',
  properties: {
    year: p.integer().primary(),
    /** Weekdays that are off. */
    holidays: p.array(),
    /** Saturdays and Sundays that are worked in exchange. */
    workdays: p.array(),
    /** Where it was published, such as 国办发明电〔2025〕7号. */
    source: p.string().length(200),
    importedAt: p.datetime(),
  },
})

/** A year of the official calendar; a year that is missing is not published yet. */
export class StoredCalendarYear extends StoredCalendarYearSchema.class {}
StoredCalendarYearSchema.setClass(StoredCalendarYear)
