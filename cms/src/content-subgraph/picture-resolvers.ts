import { addressOf, sizesOf, type FileRow, type PictureRow, type WithPictures } from '../files/public-files'
import type { AnnexRow } from './public-rows'
import type { Context } from './resolvers'

type Owner = { documentId: string }

export const pictureResolvers = {
  NoticeAnnex: {
    file: ({ annexId }: AnnexRow, _: unknown, { loaders }: Context) => loaders.annexFile.load(annexId),
  },
  PublicFile: { url: (file: FileRow) => addressOf(file) },
  Picture: {
    url: (picture: PictureRow) => addressOf(picture),
    sizes: (picture: PictureRow) =>
      sizesOf(picture).map(({ size, width, height }) => ({ url: addressOf(picture, size), width, height })),
  },
}

export const picturesOf =
  (table: WithPictures) =>
  ({ documentId }: Owner, _: unknown, { loaders }: Context): Promise<PictureRow[]> =>
    loaders.pictures[table].load(documentId)
