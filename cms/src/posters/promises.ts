import { nothing, row, stack, textBlock, type Block } from './blocks'
import { ink, lightened, readableOnPaper } from './colours'
import { placed, roundedBox, type Path } from './drawing'
import { icons } from './icons'
import type { Making } from './sections'
import { headings } from './words'

type Promise = { icon: Path; heading: string; text: string; field: string; share: number }

const gap = 6
const pad = 6

/** What is promised to who reports: that nobody learns of it, and that it is rewarded. */
export function promisesBlock(making: Making, width: number): Block {
  const { privacy, reward } = making.words
  const promises = [
    { icon: icons.shield, heading: headings.privacy, text: privacy, field: 'privacy', share: 0.56 },
    { icon: icons.medal, heading: headings.reward, text: reward, field: 'reward', share: 0.44 },
  ].filter(({ text }) => text !== '')
  if (promises.length === 0) return nothing
  const free = width - gap * (promises.length - 1)
  const cards = promises.map((promise) => {
    const across = promises.length === 1 ? width : free * promise.share
    return { across, text: textOf(making, promise, across - 2 * pad) }
  })
  const height = Math.max(...cards.map(({ text }) => text.height)) + 2 * pad
  let left = 0
  return row(
    cards.map(({ across, text }) => {
      const card = { left, block: cardOf(making, { across, height, text }) }
      left += across + gap
      return card
    }),
  )
}

function cardOf(making: Making, card: { across: number; height: number; text: Block }): Block {
  const { across, height, text } = card
  const ground = lightened(making.words.accent, 0.91)
  return {
    height,
    draw: (x, y) => [
      { kind: 'area', path: roundedBox(x, y, across, height, 3.2), fill: ground },
      ...text.draw(x + pad, y + pad),
    ],
  }
}

function textOf({ typefaces, words, size }: Making, promise: Promise, width: number): Block {
  const iconSize = 8.6 * size
  const colour = readableOnPaper(words.accent)
  const heading = textBlock(typefaces, promise.heading, {
    face: 'bold',
    size: 6.8 * size,
    width: width - iconSize - 2.4,
    fill: colour,
    element: { role: 'H2' },
    field: promise.field,
  })
  const text = textBlock(typefaces, promise.text, {
    face: 'regular',
    size: 5 * size,
    width,
    fill: ink,
    leading: 1.5,
    manner: 'prose',
    element: { role: 'P' },
    field: promise.field,
  })
  const icon: Block = {
    height: iconSize,
    draw: (x, y) => [{ kind: 'area', path: placed(promise.icon, x, y, iconSize), fill: colour }],
  }
  const head = row(
    [
      { left: 0, block: icon },
      { left: iconSize + 2.4, block: heading },
    ],
    'middle',
  )
  return stack([head, text], 3.4 * size)
}
