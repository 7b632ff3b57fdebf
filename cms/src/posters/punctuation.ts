/** Requirements of Chinese typesetting (GB/T 15834, CLREQ): what may not begin a line, and what may not end one. */
const notFirst = '、，。．：；！？）》」』】〕〉”’％‰℃…—～·,.!?:;)]}%°/'
const notLast = '（《「『【〔〈“‘([{￥¥№#'

/** Marks whose ink fills the left half of their square, and those that fill the right half. */
const closing = '、，。．：；！？）》」』】〕〉”’'
const opening = '（《「『【〔〈“‘'

export const mayBegin = (character: string): boolean => !notFirst.includes(character)
export const mayEnd = (character: string): boolean => !notLast.includes(character)
export const isOpening = (character: string): boolean => opening.includes(character)
export const isClosing = (character: string): boolean => closing.includes(character)

/** How much of the air between two characters is taken out, in ems: marks side by side stand half a square closer. */
export function squeezed(before: string, after: string): number {
  const isTight =
    (isClosing(before) && (isClosing(after) || isOpening(after))) || (isOpening(before) && isOpening(after))
  return isTight ? 0.5 : 0
}
