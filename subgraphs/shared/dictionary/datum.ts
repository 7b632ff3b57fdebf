import { registerEnumType } from 'type-graphql'

/** In what a pair of coordinates is told; region reckons between them. */
export const datums = ['WGS84', 'GCJ02', 'BD09'] as const
export type Datum = (typeof datums)[number]

export const datumEnum = Object.fromEntries(datums.map((datum) => [datum, datum]))

registerEnumType(datumEnum, {
  name: 'Datum',
  description: '坐标系。The datum of a pair of coordinates.',
  valuesConfig: {
    WGS84: { description: 'WGS-84，卫星定位所用。What satellites give.' },
    GCJ02: {
      description: 'GCJ-02，国内公开地图（含微信）所用。What published maps of China use, WeChat too.',
    },
    BD09: { description: 'BD-09，百度地图所用。What Baidu uses.' },
  },
})
