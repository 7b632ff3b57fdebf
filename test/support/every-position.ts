import { CaseState } from '../../subgraphs/case/loop/case-state.js'
import { machines } from '../../subgraphs/case/loop/table/machines.js'
import { ruleOf, type Verb } from '../../subgraphs/case/loop/table/state-table.js'
import type { PlacedCase } from './placed-cases.js'

const states = Object.keys(CaseState)

/** Every position a step could be tried from: the states of the case, times those of what it moves beside it. */
export function everyPosition(verb: Verb): PlacedCase[] {
  const { machine } = ruleOf(verb)
  if (machine === 'CASE') return states.map((state) => ({ state }))
  const beside = [undefined, ...Object.keys(machines[machine].states)]
  return states.flatMap((state) =>
    beside.map((its) => (its === undefined ? { state } : { state, proceedings: [{ machine, state: its }] })),
  )
}
