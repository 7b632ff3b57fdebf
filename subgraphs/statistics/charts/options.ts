import type { EChartsOption } from 'echarts'
import type { Drawing } from './chart-worker.js'

/** What stands above and below every chart. */
export type Caption = {
  title: string
  /** Place, period, and what is counted. */
  subtitle: string
  /** As of when. */
  source: string
}

export type Series = { name: string; values: number[] }
export type Bar = { name: string; value: number }
export type Picture = Omit<Drawing, 'format'>

const width = 960
const ink = '#1d2733'
const faint = '#5c6773'
const hairline = '#e3e7ec'
const blue = '#1f5fa8'
const palette = [blue, '#d9822b', '#2f8f6b', '#8a4fa3', '#b23a48', '#5c6773']

/** Lines over days, weeks or months. */
export function trendPicture(
  caption: Caption,
  { buckets, series }: { buckets: string[]; series: Series[] },
): Picture {
  const lines = series.map(({ name, values }) => ({
    name,
    type: 'line' as const,
    data: values,
    symbolSize: 6,
    showSymbol: buckets.length <= 31,
    lineStyle: { width: 2.5 },
  }))
  return {
    ...frame(caption, 460),
    description: buckets
      .map(
        (bucket, at) =>
          `${bucket}：${series.map(({ name, values }) => `${name} ${String(values[at])}`).join('，')}`,
      )
      .join('；'),
    option: {
      ...common(caption),
      grid: { left: 24, right: 32, top: 100, bottom: 72, containLabel: true },
      legend: { bottom: 30, left: 'center', itemGap: 28, textStyle: { color: ink, fontSize: 14 } },
      xAxis: { type: 'category', data: buckets, boundaryGap: false, ...axisStyle },
      yAxis: { type: 'value', minInterval: 1, ...axisStyle },
      series: lines,
    },
  }
}

/** How many of those that began came how far; the first stage is the whole. */
export function funnelPicture(caption: Caption, stages: Bar[]): Picture {
  const whole = stages[0]?.value ?? 0
  const told = (value: number) => `${String(value)}${whole === 0 ? '' : `（${shareOf(value, whole)}）`}`
  // Bars side by side on one axis: the area of a funnel's slices says less than their length.
  return {
    ...frame(caption, 140 + stages.length * 58),
    description: stages.map(({ name, value }) => `${name} ${told(value)}`).join('；'),
    option: {
      ...common(caption),
      ...horizontal(stages),
      series: [
        {
          type: 'bar',
          data: stages.map(({ value }) => ({ value, label: { formatter: told(value) } })),
          barWidth: 30,
          itemStyle: { color: blue, borderRadius: [0, 4, 4, 0] },
          label: { show: true, position: 'right', color: ink, fontSize: 15 },
        },
      ],
    },
  }
}

/** Sub-regions by how much is there, the most first; the deeper the colour, the more. */
export function heatPicture(caption: Caption, bars: Bar[]): Picture {
  const sorted = bars.toSorted(
    (one, other) => other.value - one.value || one.name.localeCompare(other.name, 'zh'),
  )
  const most = Math.max(1, ...sorted.map(({ value }) => value))
  return {
    ...frame(caption, 140 + Math.max(1, sorted.length) * 34),
    description: sorted.map(({ name, value }) => `${name} ${String(value)}`).join('；'),
    option: {
      ...common(caption),
      ...horizontal(sorted),
      visualMap: {
        show: false,
        min: 0,
        max: most,
        dimension: 0,
        inRange: { color: ['#f6d7b0', '#d9822b', '#a83232'] },
      },
      series: [
        {
          type: 'bar',
          data: sorted.map(({ value }) => value),
          barWidth: 20,
          itemStyle: { borderRadius: [0, 3, 3, 0] },
          label: { show: true, position: 'right', color: ink, fontSize: 14 },
        },
      ],
    },
  }
}

function frame({ title, subtitle }: Caption, height: number): Omit<Picture, 'option' | 'description'> {
  return { width, height, title: `${title}（${subtitle}）` }
}

function common({ title, subtitle, source }: Caption): EChartsOption {
  return {
    animation: false,
    backgroundColor: '#ffffff',
    color: palette,
    textStyle: { fontFamily: 'Noto Sans SC', color: ink },
    title: [
      {
        text: title,
        subtext: subtitle,
        left: 24,
        top: 18,
        itemGap: 8,
        textStyle: { fontSize: 22, fontWeight: 'bold', color: ink, width: width - 48, overflow: 'truncate' },
        subtextStyle: { fontSize: 14, color: faint, width: width - 48, overflow: 'truncate' },
      },
      { text: source, right: 24, bottom: 6, textStyle: { fontSize: 12, fontWeight: 'normal', color: faint } },
    ],
  }
}

const axisStyle = {
  axisLabel: { color: faint, fontSize: 13, hideOverlap: true },
  axisLine: { lineStyle: { color: '#b6bfc9' } },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: hairline } },
} as const

function horizontal(bars: Bar[]): EChartsOption {
  return {
    grid: { left: 24, right: 120, top: 92, bottom: 36, containLabel: true },
    xAxis: { type: 'value', minInterval: 1, show: false },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map(({ name }) => name),
      ...axisStyle,
      axisLabel: { color: ink, fontSize: 15, width: 200, overflow: 'truncate' },
      splitLine: { show: false },
    },
  }
}

function shareOf(value: number, whole: number): string {
  return `${((value / whole) * 100).toFixed(1)}%`
}
