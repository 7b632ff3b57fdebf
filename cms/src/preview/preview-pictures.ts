import type { Core } from '@strapi/strapi'
import { escape, imagesOf, type Images } from '../content-subgraph/body'
import type { FileSeal } from '../files/file-seal'
import { createPublicFiles, sizesOf, type FileRow } from '../files/public-files'

type Part = { image?: { hash?: unknown; ext?: unknown } | null; alternativeText?: unknown }

/** Pictures of a draft are fetched by the desk's sealed addresses: the public's own would answer "not there". */
export function createPreviewPictures(strapi: Core.Strapi, seal: FileSeal) {
  const files = createPublicFiles(strapi)
  return {
    /** Pictures inside rich text, and what puts their sealed addresses into the HTML. */
    inText: async (body: unknown): Promise<{ images: Images; withSeals: (html: string) => string }> => {
      const named = imagesOf(body)
      const found = await files.textImages([...named.keys()])
      const images = new Map(
        found.map((file) => [file.hash, { ...file, alternativeText: named.get(file.hash) ?? '' }]),
      )
      return { images, withSeals: (html) => sealAddresses(html, found, seal) }
    },
    beside: (parts: unknown): string =>
      (Array.isArray(parts) ? (parts as Part[]) : [])
        .map(({ image, alternativeText }) => {
          if (image == null) return ''
          const alt = escape(String(alternativeText ?? ''))
          const address = seal.addressOf(`${String(image.hash)}${String(image.ext)}`)
          return `<figure><img src="${escape(address)}" alt="${alt}"><figcaption>${alt}</figcaption></figure>`
        })
        .join(''),
  }
}

/** Addresses stand in attributes only; the words of a text cannot hold a quotation mark that is not escaped. */
function sealAddresses(html: string, files: readonly FileRow[], seal: FileSeal): string {
  const byId = new Map(files.map((file) => [file.fileId, file]))
  return html.replace(/ (src|srcset)="([^"]*)"/g, (_, attribute: string, addresses: string) => {
    const sealed = addresses.replace(
      /\/files\/([a-z0-9]+)(?:\/([a-z]+))?/g,
      (address, id: string, size?: string) => {
        const file = byId.get(id)
        if (file === undefined) return address
        const name =
          size === undefined
            ? `${file.hash}${file.ext}`
            : sizesOf(file).find((drawn) => drawn.size === size)?.name
        return name === undefined ? address : escape(seal.addressOf(name))
      },
    )
    return ` ${attribute}="${sealed}"`
  })
}
