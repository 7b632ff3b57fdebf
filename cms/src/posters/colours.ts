import type { Colour } from './drawing'

export const ink = '#1b2430'
export const softInk = '#4a5563'
export const paper = '#ffffff'

export function partsOf(colour: Colour): [red: number, green: number, blue: number] {
  const value = Number.parseInt(colour.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

/** Towards white by the part given, 0 to 1. */
export function lightened(colour: Colour, part: number): Colour {
  const mixed = partsOf(colour).map((value) => Math.round(value + (255 - value) * part))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

/** White or ink, whichever reads better on the colour. */
export function readableOn(colour: Colour): Colour {
  return contrast(colour, paper) >= contrast(colour, ink) ? paper : ink
}

/** The colour itself where it can be read on white as WCAG asks of text, otherwise ink. */
export function readableOnPaper(colour: Colour): Colour {
  return contrast(colour, paper) >= 4.5 ? colour : ink
}

/** As WCAG 2 reckons it: 1 to 21. */
export function contrast(one: Colour, other: Colour): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: Colour): number {
  const [red, green, blue] = partsOf(colour).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
