export const richTextSdl = `
"""段落类型。What kind of block."""
enum RichTextBlockKind {
  """段落。A paragraph."""
  PARAGRAPH
  """标题。A heading."""
  HEADING
  """列表。A list."""
  LIST
  """引文。A quotation."""
  QUOTE
  """代码。Code."""
  CODE
  """图片。A picture."""
  IMAGE
}

"""文字样式。How words are marked."""
enum RichTextMark {
  """加粗。Bold."""
  BOLD
  """斜体。Italic."""
  ITALIC
  """下划线。Underlined."""
  UNDERLINE
  """删除线。Struck through."""
  STRIKETHROUGH
  """代码。Code."""
  CODE
}

"""样式相同的一段文字。Words marked alike."""
type RichTextSpan {
  """文字。The words."""
  text: String!
  """样式。Their marks."""
  marks: [RichTextMark!]!
  """链接地址，只有 https、http 和 mailto。Where they link to: https, http or mailto only."""
  url: String
}

"""列表的一项。An item of a list."""
type RichTextItem {
  """层次，从 0 起。How deep it stands, from 0."""
  depth: Int!
  """是否编号。Whether its list is numbered."""
  ordered: Boolean!
  """文字。Its words."""
  spans: [RichTextSpan!]!
}

"""正文的一块。A block of rich text."""
type RichTextBlock {
  """类型。Its kind."""
  kind: RichTextBlockKind!
  """标题级别，1 到 6；不是标题时为 null。Level of a heading, 1 to 6; null of others."""
  level: Int
  """文字；列表和图片没有。Its words; lists and pictures have none."""
  spans: [RichTextSpan!]!
  """列表各项；不是列表时为空。Items of a list; empty of others."""
  items: [RichTextItem!]!
  """图片；不是图片时为 null。The picture; null of others."""
  picture: Picture
}
`
