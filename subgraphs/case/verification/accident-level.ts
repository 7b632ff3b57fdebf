import { AccidentLevel } from '../../shared/dictionary/matter.js'

/** What an accident did, as verified. */
export type Harm = {
  deaths: number
  /** Acute industrial poisoning 急性工业中毒 included. */
  seriousInjuries: number
  /** 直接经济损失. */
  directLossFen: bigint
}

const fenOfYuan = (yuan: bigint) => yuan * 100n

/** 国务院令493号 第三条, from the top; “以上” includes the number, and one criterion is enough. */
const thresholds: readonly (Harm & { level: AccidentLevel })[] = [
  {
    level: AccidentLevel.EXTRAORDINARY,
    deaths: 30,
    seriousInjuries: 100,
    directLossFen: fenOfYuan(100_000_000n),
  },
  { level: AccidentLevel.MAJOR, deaths: 10, seriousInjuries: 50, directLossFen: fenOfYuan(50_000_000n) },
  {
    level: AccidentLevel.CONSIDERABLE,
    deaths: 3,
    seriousInjuries: 10,
    directLossFen: fenOfYuan(10_000_000n),
  },
]

/** The level of an accident: the highest that one of the three criteria gives it. */
export function accidentLevelOf({ deaths, seriousInjuries, directLossFen }: Harm): AccidentLevel {
  const reached = thresholds.find(
    (threshold) =>
      deaths >= threshold.deaths ||
      seriousInjuries >= threshold.seriousInjuries ||
      directLossFen >= threshold.directLossFen,
  )
  return reached?.level ?? AccidentLevel.ORDINARY
}
