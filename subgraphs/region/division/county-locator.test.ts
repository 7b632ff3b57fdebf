import { describe, expect, test } from '@jest/globals'
import { CountyLocator } from './county-locator.js'
import type { Datum } from '../../shared/dictionary/datum.js'
import { fromWgs84, toWgs84 } from './datum.js'
import { readDataFile, readDivisionList } from './division-file.js'
import { DivisionTree } from './division-tree.js'

const tree = new DivisionTree(readDivisionList().records)
const locator = new CountyLocator(readDataFile('centres.txt'))
const locate = (longitude: number, latitude: number) =>
  locator.locate({ longitude, latitude }, (code) => tree.get(code) !== undefined)

describe('the county of a point', () => {
  test.each([
    ['天安门', 116.39126, 39.90735, '110101'],
    ['郑州站', 113.6517, 34.7464, '410103'],
    ['济源市政府', 112.602, 35.0672, '419001'],
    ['东莞市政府', 113.7518, 23.0207, '441900'],
    ['米林机场', 94.3353, 29.3033, '540481'],
  ])('of %s is among those it can be', (_place, longitude, latitude, code) => {
    expect(locate(longitude, latitude).map((found) => found.code)).toContain(code)
  })

  test('is certain in the middle of a county, and then alone', () => {
    expect(locate(112.6, 35.09)).toEqual([expect.objectContaining({ code: '419001', certainty: 'INSIDE' })])
  })

  test('is one of several where counties were made out of one', () => {
    const found = locate(120.553, 27.578)
    expect(found.map(({ code }) => code)).toEqual(expect.arrayContaining(['330327', '330383']))
    expect(found.every(({ certainty }) => certainty === 'POSSIBLE')).toBe(true)
  })

  test.each([
    ['Seoul', 126.978, 37.5665],
    ['Hanoi', 105.8342, 21.0278],
    ['Ulaanbaatar', 106.9057, 47.8864],
    ['Kathmandu', 85.324, 27.7172],
    ['the East China Sea', 126, 29],
    ['台北', 121.5654, 25.033],
  ])('in %s is none', (_place, longitude, latitude) => {
    expect(locate(longitude, latitude)).toEqual([])
  })

  test('lies where its own label stands, but for two whose government sits in the city next to them', () => {
    const lost = tree.ranked
      .filter(({ level }) => level === 'COUNTY')
      .filter(({ code }) => {
        const centre = locator.centreOf(code)
        return centre && !locate(centre.longitude, centre.latitude).some((found) => found.code === code)
      })
    expect(lost.map(({ code }) => code)).toEqual(['210421', '370112'])
  })

  test('has a centre for nearly all', () => {
    const counties = tree.ranked.filter(({ level, kind }) => level === 'COUNTY' && kind === 'DIVISION')
    const without = counties.filter(({ code }) => locator.centreOf(code) === undefined)
    expect([counties.length, without.length]).toEqual([2846, 14])
  })
})

describe('datums', () => {
  // Reckoned by gcoord 1.0.7.
  test.each<[Datum, number, number]>([
    ['WGS84', 113.6253, 34.7466],
    ['GCJ02', 113.6313465804004, 34.745417341698484],
    ['BD09', 113.63774750877538, 34.751722201981636],
  ])('agree with gcoord: %s', (datum, longitude, latitude) => {
    const point = fromWgs84({ longitude: 113.6253, latitude: 34.7466 }, datum)
    expect(point.longitude).toBeCloseTo(longitude, 7)
    expect(point.latitude).toBeCloseTo(latitude, 7)
    const back = toWgs84(point, datum)
    expect(back.longitude).toBeCloseTo(113.6253, 5)
    expect(back.latitude).toBeCloseTo(34.7466, 5)
  })
})
