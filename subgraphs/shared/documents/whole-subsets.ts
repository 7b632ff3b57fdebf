import fontkit from '@pdf-lib/fontkit'

/** What of fontkit's TrueType subset is put right here. */
type Subset = { glyf: Uint8Array[]; offset: number; _addGlyph?: (this: Subset, glyphId: number) => number }
type Font = { createSubset: () => Subset }

/**
 * fontkit, with subsets that show every glyph: it keeps the halves of the glyphs' offsets while their lengths may be
 * odd, and every glyph behind an odd one is gone or broken. Here each is filled up to four bytes.
 */
export const wholeSubsets = {
  create: (bytes: Uint8Array) => {
    const font = fontkit.create(bytes) as unknown as Font
    const createSubset = font.createSubset.bind(font)
    font.createSubset = () => evenly(createSubset())
    return font
  },
} as unknown as typeof fontkit

function evenly(subset: Subset): Subset {
  const addGlyph = subset._addGlyph
  if (addGlyph === undefined) return subset
  subset._addGlyph = function (glyphId) {
    const index = addGlyph.call(this, glyphId)
    const glyph = this.glyf[index]
    if (glyph === undefined) return index
    // fontkit brings a class of bytes of its own and takes no other.
    const filled = Object.setPrototypeOf(
      new Uint8Array(Math.ceil(glyph.length / 4) * 4),
      Object.getPrototypeOf(glyph) as object,
    ) as Uint8Array
    filled.set(glyph)
    this.glyf[index] = filled
    this.offset += filled.length - glyph.length
    return index
  }
  return subset
}
