import type { PictureRow } from '../files/public-files'
import { imagesOf, renderHtml, renderText, type Images } from './body'
import { toBlocks } from './body-blocks'
import type { Context } from './resolvers'

/** Rich text of a public row as HTML, as words and as blocks, with the pictures in it. */
export const richText = {
  html: async (text: unknown, context: Context) => renderHtml(text, await shown(text, context)),
  words: renderText,
  blocks: async (text: unknown, context: Context) => toBlocks(text, await shown(text, context)),
}

/**
 * What the text says of a picture's file is a copy from the day it was put in, and anybody's word: only its name is
 * believed, and the rest read anew.
 */
async function shown(text: unknown, { loaders }: Context): Promise<Images> {
  const named = imagesOf(text)
  const files = await Promise.all([...named.keys()].map((hash) => loaders.textImage.load(hash)))
  const found = files.flatMap((file): [string, PictureRow][] =>
    file === null ? [] : [[file.hash, { ...file, alternativeText: named.get(file.hash) ?? '' }]],
  )
  return new Map(found)
}
