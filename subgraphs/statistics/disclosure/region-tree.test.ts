import { describe, expect, it } from '@jest/globals'
import { createRegionTree } from './region-tree.js'

const divisions = [
  ...['000000', '410000', '410100', '410102', '410103', '419001', '441900', '440000'],
  ...['110000', '110101', '410173001'],
]

describe('the tree of regions of public figures', () => {
  const tree = createRegionTree('000000', divisions)

  it('follows from the codes, also where there is no city between', () => {
    expect(tree.childrenOf('000000')).toEqual(['110000', '410000', '440000'])
    expect(tree.childrenOf('410000')).toEqual(['410100', '419001'])
    expect(tree.childrenOf('110000')).toEqual(['110101'])
    expect(tree.parentOf('410102')).toBe('410100')
    expect(tree.parentOf('419001')).toBe('410000')
    expect(tree.parentOf('000000')).toBeUndefined()
  })

  it.each([
    ['a county', '410102', '410102'],
    ['a town in a county', '410102001', '410102'],
    ['a city without counties', '441900', '441900'],
    ['a town of a city without counties', '441900003', '441900'],
    ['a zone that stands in no list', '410171', undefined],
    ['a city, known no closer', '410100', undefined],
    ['the country, known no closer', '000000', undefined],
    ['a province nobody has listed', '990101', undefined],
  ])('counts %s where it belongs', (_what, place, leaf) => {
    expect(tree.leafOf(place)).toBe(leaf)
  })

  it('of a province knows nothing outside it', () => {
    const province = createRegionTree('410000', divisions)
    expect(province.childrenOf('410000')).toEqual(['410100', '419001'])
    expect(province.leafOf('110101')).toBeUndefined()
    expect(province.childrenOf('000000')).toEqual([])
  })
})
