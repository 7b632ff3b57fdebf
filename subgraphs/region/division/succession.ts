/**
 * What a division's name tells of its successor. Pure and without imports: the script that makes the history and the
 * import of next year's list draw the same conclusions.
 */

export type NamedDivision = Readonly<{ code: string; name: string }>

const generic = /(?:自治县|自治州|自治旗|地区|特区|林区|矿区|盟|市|县|区|旗)$/

/** 宝山 of 宝山区 and 宝山县: what stays when a county becomes a district. */
export function stemOf(name: string): string {
  return name.replace(generic, '')
}

/**
 * Which of the new divisions are the gone ones under another code (县改区, 撤县设市, a prefecture coded anew).
 * A name decides only where it decides alone: the same province, the same rank, one of each. What is left over in a
 * prefecture that was coded anew as a whole, one gone and one new, belongs together as well: 定西县, the seat of
 * 定西地区, is 安定区 of 定西市.
 */
export function matchSuccessors(
  gone: readonly NamedDivision[],
  established: readonly NamedDivision[],
): Map<string, { code: string; basis: 'name' | 'rest' }> {
  const successors = new Map<string, { code: string; basis: 'name' | 'rest' }>()
  const taken = new Set<string>()
  const pair = (from: NamedDivision, to: NamedDivision, basis: 'name' | 'rest'): void => {
    successors.set(from.code, { code: to.code, basis })
    taken.add(to.code)
  }
  for (const fits of [isSameName, isSameStem]) {
    const free = established.filter(({ code }) => !taken.has(code))
    const left = gone.filter(({ code }) => !successors.has(code))
    for (const from of left) {
      const found = free.filter((to) => fits(from, to))
      const [to] = found
      const rivals = to === undefined ? [] : left.filter((other) => fits(other, to))
      if (to !== undefined && found.length === 1 && rivals.length === 1) pair(from, to, 'name')
    }
  }
  for (const prefecture of gone.filter(({ code }) => code.endsWith('00'))) {
    const successor = successors.get(prefecture.code)
    if (successor === undefined) continue
    const below = (parent: string) => (division: NamedDivision) =>
      division.code.startsWith(parent.slice(0, 4)) && !division.code.endsWith('00')
    const [from, ...moreGone] = gone
      .filter(below(prefecture.code))
      .filter(({ code }) => !successors.has(code))
    const [to, ...moreNew] = established.filter(below(successor.code)).filter(({ code }) => !taken.has(code))
    if (from && to && moreGone.length + moreNew.length === 0) pair(from, to, 'rest')
  }
  return successors
}

function isSameName(from: NamedDivision, to: NamedDivision): boolean {
  return from.name === to.name && isSameRank(from.code, to.code)
}

function isSameStem(from: NamedDivision, to: NamedDivision): boolean {
  const stem = stemOf(from.name)
  // 城区, 郊区 and 县 are names of many: nothing follows from them.
  return stem.length >= 2 && stem === stemOf(to.name) && isSameRank(from.code, to.code)
}

function isSameRank(from: string, to: string): boolean {
  return from.slice(0, 2) === to.slice(0, 2) && from.length === to.length && rankOf(from) === rankOf(to)
}

function rankOf(code: string): number {
  if (code.endsWith('0000')) return 0
  return code.length === 6 && code.endsWith('00') ? 1 : 2
}
