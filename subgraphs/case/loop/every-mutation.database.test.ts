import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { rolesMay, staffRoles, type StaffRole } from '../../../platform/viewer/roles.js'
import { anonymous, type Viewer } from '../../../platform/viewer/viewer.js'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { plantCaseTree } from '../../../test/support/case-tree.js'
import { everyPosition } from '../../../test/support/every-position.js'
import { mutationBySchema, mutationsOf } from '../../../test/support/mutation-by-schema.js'
import { placeCases, type Placed } from '../../../test/support/placed-cases.js'
import { staffOf } from '../../../test/support/staff.js'
import { buildCaseSchema } from '../schema.js'
import { openMoves, type Position } from './moves.js'
import { ruleOf, verbs, type Verb } from './table/state-table.js'

const { schema } = await buildCaseSchema()
const served = new Set(mutationsOf(schema))
const roles = Object.keys(staffRoles) as StaffRole[]

describe('the mutation of every step', () => {
  let subgraph: CaseSubgraph
  beforeAll(async () => {
    subgraph = await openCaseSubgraph()
    await plantCaseTree(subgraph.database)
  })
  afterAll(() => subgraph.close())

  it('is there for each step that people take', () => {
    const ofPeople = verbs.filter((verb) => ruleOf(verb).actor.by !== 'SYSTEM')
    expect(ofPeople.filter((verb) => !served.has(verb))).toEqual([])
  })

  const ask = async (verb: Verb, placed: Placed, viewer: Viewer): Promise<string> => {
    const { errors } = await subgraph.ask({ ...mutationBySchema(schema, verb, placed), viewer })
    const extensions = errors[0]?.extensions
    if (extensions === undefined) return 'OK'
    return 'allowed' in extensions ? `${extensions.code} named` : extensions.code
  }

  describe.each(verbs.filter((verb) => served.has(verb)))('%s', (verb) => {
    it('is refused to everybody it does not belong to', async () => {
      const open = everyPosition(verb).find((position) => openMoves(verb, toPosition(position)).length > 0)!
      const [placed] = await placeCases(subgraph.database, [open])
      for (const { viewer, expected } of refused(verb, placed!))
        expect([viewer, await ask(verb, placed!, viewer)]).toEqual([viewer, expected])
    })

    it('is a conflict that names what can be done wherever the table does not have it', async () => {
      const positions = everyPosition(verb)
      const placed = await placeCases(subgraph.database, positions)
      for (const [index, position] of positions.entries()) {
        const isOpen = openMoves(verb, toPosition(position)).length > 0
        const outcome = await ask(verb, placed[index]!, ofSomebodyWhoMay(verb, placed[index]!))
        if (isOpen)
          expect([position, outcome]).toEqual([
            position,
            expect.stringMatching(
              endsOneWay(verb) ? /^(OK|BAD_USER_INPUT|CONFLICT)$/ : /^(OK|BAD_USER_INPUT|CONFLICT( named)?)$/,
            ),
          ])
        else expect([position, outcome]).toEqual([position, 'CONFLICT named'])
      }
    })
  })
})

/** Where a step may end in several ways, the one that is made up here may not be open from everywhere. */
function endsOneWay(verb: Verb): boolean {
  return new Set(ruleOf(verb).moves.map(({ decision }) => decision)).size < 2
}

function refused(verb: Verb, { reportId }: Placed): { viewer: Viewer; expected: string }[] {
  const { actor } = ruleOf(verb)
  const may = (role: StaffRole) => actor.by === 'STAFF' && rolesMay([role], actor.permission)
  const without = roles.filter((role) => !may(role)).map((role) => staffOf('410102', role))
  const elsewhere = roles.filter(may).map((role) => staffOf('410300', role))
  const isReporters = actor.by === 'REPORTER'
  return [
    { viewer: anonymous, expected: 'UNAUTHENTICATED' },
    // Whose report it is only report knows, and it is not there: no answer is no permission.
    {
      viewer: { kind: 'CITIZEN', citizenId: randomUUID() },
      expected: isReporters ? 'SUBGRAPH_UNAVAILABLE' : 'FORBIDDEN',
    },
    {
      viewer: { kind: 'REPORTER', reportId: isReporters ? randomUUID() : reportId },
      expected: isReporters ? 'NOT_FOUND' : 'FORBIDDEN',
    },
    ...without.map((viewer) => ({ viewer, expected: 'FORBIDDEN' })),
    ...elsewhere.map((viewer) => ({ viewer, expected: 'NOT_FOUND' })),
  ]
}

function ofSomebodyWhoMay(verb: Verb, { reportId }: Placed): Viewer {
  const { actor } = ruleOf(verb)
  if (actor.by !== 'STAFF') return { kind: 'REPORTER', reportId }
  const role = roles.find((name) => rolesMay([name], actor.permission))!
  const isAbove = ['ABOVE', 'REVIEWER', 'REEXAMINER'].includes(actor.standing)
  return staffOf(isAbove ? '410100' : '410102', role)
}

function toPosition({ state, proceedings = [] }: ReturnType<typeof everyPosition>[number]): Position {
  return {
    state: state as Position['state'],
    proceedings: proceedings.map(
      (one) => ({ id: '', reportId: null, ...one }) as Position['proceedings'][number],
    ),
  }
}
