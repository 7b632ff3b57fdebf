export const filesSdl = `
"""一个公开的文件；内容撤回后地址随即失效。A public file; its address ends with the publication of what shows it."""
type PublicFile {
  """地址，相对于本接口的网址，如 /files/…。Where to fetch it, relative to the origin of this graph, such as /files/…."""
  url: String!
  """类型，由内容判定。Its media type, as its bytes tell."""
  mime: String!
  """字节数。Size in bytes."""
  sizeBytes: Int!
}

"""一张公开的图片。A public picture."""
type Picture {
  """原图地址，相对于本接口的网址。Where to fetch the full picture, relative to the origin of this graph."""
  url: String!
  """类型，由内容判定。Its media type, as its bytes tell."""
  mime: String!
  """宽，像素。Width in pixels."""
  width: Int!
  """高，像素。Height in pixels."""
  height: Int!
  """替代文字。Words for those who cannot see it."""
  alternativeText: String!
  """较小的尺寸，由小到大。Smaller sizes, smallest first."""
  sizes: [PictureSize!]!
}

"""图片的一种尺寸。A picture in one size."""
type PictureSize {
  """地址，相对于本接口的网址。Where to fetch it, relative to the origin of this graph."""
  url: String!
  """宽，像素。Width in pixels."""
  width: Int!
  """高，像素。Height in pixels."""
  height: Int!
}
`
