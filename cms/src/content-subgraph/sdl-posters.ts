export const postersSdl = `
extend type Query {
  """各点位的扫码次数，仅限宣传人员、负责人、督办人员和大屏账号。只统计到昨天：当天的数字不公布，以免有人守着数字看谁在扫码；满 5 次为一段，合并若干天公布，不足 5 次的不单独公布，任何时间范围相减也得不到更小的数。扫码不记录身份、网络地址、时刻，也不与举报关联。Scans by placement, for publicity staff, leaders, supervisors and dashboards. Only up to yesterday: today's figure is not told, so that nobody can watch somebody scan; days are joined until they hold five scans, and no difference of two answers holds fewer. A scan leaves no person, address or moment, and stands with no report."""
  placementScans(
    """只看一个点位。One placement only."""
    code: ID
    """只看一个区划及其下级。One region and those below it only."""
    regionCode: ID
    """统计段结束不早于这一刻所在的北京时间日期。Stretches that ended no earlier than the day, in China, of this moment."""
    from: DateTime
    """统计段结束不晚于这一刻所在的北京时间日期，最晚为昨天。Stretches that ended no later than the day, in China, of this moment; yesterday at the latest."""
    to: DateTime
    """列出的点位数，1 到 100。How many placements are listed, 1 to 100."""
    first: Int = 20
  ): PlacementScans!
}

type Mutation {
  """记一次公示牌扫码：只给该点位当天的次数加一，不记录身份、网络地址、时刻，不与举报关联。编号校验不符时报错；编号不存在时什么也不记，答复完全相同。Counts a scan of a sign: the number of the placement and the day goes up by one, and nothing else is kept: no person, no address, no moment, no report. A code whose check character does not fit is an error; of an unknown code nothing is counted, and the answer is the same."""
  recordPlacementScan(
    """公示牌上的编号，11 个字符。The code on the sign, 11 characters."""
    code: String!
    """客户端为这一次扫码随机生成的值，8 到 64 个字符：网络不好重发时用同一个值，不重复计数。不是设备或个人的标识，平台不保存。What the client drew at random for this one scan, 8 to 64 characters: sent again after a broken connection it is not counted again. It is no name of a device or a person, and is not stored."""
    attempt: ID
  ): PlacementScanReceived!
  """保存一个点位的小程序码，印制公示牌时与普通二维码并排，仅限宣传人员。图片和 scene 由 createMiniProgramCode 给出，scene 须与点位编号相符并留存。Keeps the mini-program code of a placement, to be printed beside the plain one; for publicity staff. Picture and scene are what createMiniProgramCode gives; the scene must fit the placement, and is recorded."""
  keepMiniProgramCode(
    """点位编号。The code of the placement."""
    placementCode: ID!
    """码内的参数。What the code carries."""
    scene: String!
    """图片，base64，PNG 或 JPEG，正方形。The picture as base64, PNG or JPEG, square."""
    image: String!
  ): MiniProgramCodeKept!
}

"""对一次扫码的答复；编号是否存在都一样。The answer to a scan, the same whether the code is known or not."""
type PlacementScanReceived {
  """已收到。It was received."""
  received: Boolean!
}

"""保存的小程序码。A mini-program code that was kept."""
type MiniProgramCodeKept {
  """点位编号。The code of the placement."""
  placementCode: ID!
  """码内的参数。What the code carries."""
  scene: String!
}

"""扫码统计。Scans."""
type PlacementScans {
  """其中各统计段次数之和。The sum of the stretches."""
  scans: Int!
  """统计到这一天为止，为北京时间当日零时。The last day that is told, as midnight in China."""
  until: DateTime!
  """各点位，次数多的在前。The placements, most scanned first."""
  placements: [ScansOfPlacement!]!
}

"""一个点位的扫码统计。Scans of one placement."""
type ScansOfPlacement {
  """点位编号。The code of the placement."""
  code: ID!
  """单位或场所。Enterprise or place."""
  unit: String!
  """各统计段次数之和。The sum of its stretches."""
  scans: Int!
  """统计段，早的在前；每段不少于 5 次。Its stretches, earliest first; each holds five scans or more."""
  periods: [ScanPeriod!]!
}

"""若干天合并成的一个统计段。Some days joined to one stretch."""
type ScanPeriod {
  """第一天，为北京时间当日零时。Its first day, as midnight in China."""
  from: DateTime!
  """最后一天，为北京时间当日零时。Its last day, as midnight in China."""
  to: DateTime!
  """次数，不少于 5。How many, five or more."""
  scans: Int!
}

"""为一个点位印制的公示牌。The sign printed for a placement."""
type QrPoster {
  """二维码的内容：公众页面的地址加点位编号，不含单位和地区；尚未设置地址时只有编号。What the code carries: the address of the public page and the placement's code, which tells neither unit nor region; the code alone where no address has been set."""
  payload: String!
  """点位。The placement."""
  placement: QrPlacement!
  """所用海报模板的名称；没有公开的模板时为 null。Name of the template it is made from; null where none is public."""
  templateTitle: String
  """海报图片，有几种尺寸和替代文字；没有公开的模板时为 null。The poster as a picture, in sizes and with words for those who cannot see it; null where no template is public."""
  image: Picture
  """供打印的 PDF；模板允许公众下载时才有。The PDF for printing, where the template lets the public have it."""
  sheet: PosterSheet
  """海报的全部文字，供读屏和无障碍页面使用。All its words in the order of reading, for who hears instead of sees."""
  accessibleText: String
  """宣传时一并说明的注册、使用和管理说明。The instructions to register, use and manage that go along with it."""
  instructions: [Instruction!]!
}

"""供打印的海报。A poster for printing."""
type PosterSheet {
  """地址。Where to fetch it."""
  url: String!
  """类型。Its media type."""
  mime: String!
  """纸张。Its paper."""
  paper: PosterPaper!
  """方向。How the paper stands."""
  orientation: PosterOrientation!
}
`
