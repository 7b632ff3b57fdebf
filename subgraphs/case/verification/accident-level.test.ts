import { describe, expect, it } from '@jest/globals'
import { accidentLevelOf, type Harm } from './accident-level.js'

const wan = (amount: number): bigint => BigInt(Math.round(amount * 1_000_000))
const none: Harm = { deaths: 0, seriousInjuries: 0, directLossFen: 0n }

describe('the level of an accident', () => {
  it.each<[Partial<Harm>, string]>([
    [{}, 'ORDINARY'],
    [{ deaths: 1 }, 'ORDINARY'],
    [{ deaths: 2 }, 'ORDINARY'],
    [{ deaths: 3 }, 'CONSIDERABLE'],
    [{ deaths: 9 }, 'CONSIDERABLE'],
    [{ deaths: 10 }, 'MAJOR'],
    [{ deaths: 29 }, 'MAJOR'],
    [{ deaths: 30 }, 'EXTRAORDINARY'],
    [{ seriousInjuries: 9 }, 'ORDINARY'],
    [{ seriousInjuries: 10 }, 'CONSIDERABLE'],
    [{ seriousInjuries: 49 }, 'CONSIDERABLE'],
    [{ seriousInjuries: 50 }, 'MAJOR'],
    [{ seriousInjuries: 99 }, 'MAJOR'],
    [{ seriousInjuries: 100 }, 'EXTRAORDINARY'],
    [{ directLossFen: wan(1_000) - 1n }, 'ORDINARY'],
    [{ directLossFen: wan(1_000) }, 'CONSIDERABLE'],
    [{ directLossFen: wan(5_000) - 1n }, 'CONSIDERABLE'],
    [{ directLossFen: wan(5_000) }, 'MAJOR'],
    [{ directLossFen: wan(10_000) - 1n }, 'MAJOR'],
    [{ directLossFen: wan(10_000) }, 'EXTRAORDINARY'],
  ])('with %p is %s', (harm, level) => {
    expect(accidentLevelOf({ ...none, ...harm })).toBe(level)
  })

  it.each<[Harm, string]>([
    [{ deaths: 2, seriousInjuries: 50, directLossFen: wan(10) }, 'MAJOR'],
    [{ deaths: 3, seriousInjuries: 0, directLossFen: wan(10_000) }, 'EXTRAORDINARY'],
    [{ deaths: 4, seriousInjuries: 9, directLossFen: wan(999) }, 'CONSIDERABLE'],
  ])('is the highest of the three: %p is %s', (harm, level) => {
    expect(accidentLevelOf(harm)).toBe(level)
  })
})
