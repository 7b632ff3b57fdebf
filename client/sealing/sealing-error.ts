/** Why sealing or opening was refused: a closed set, so that a form or a program can say the right thing. */
export const sealingErrors = {
  MALFORMED: { zh: '数据格式不正确。', en: 'The bytes are not of the documented format.' },
  UNKNOWN_VERSION: { zh: '不认识的格式版本。', en: 'The format version is not known.' },
  SUITE_REFUSED: { zh: '不允许使用该密码套件。', en: 'The cipher suite is not one the policy allows.' },
  WRONG_ROOT: { zh: '公钥清单不是由预置的根密钥签发。', en: 'The bundle is not signed by the pinned root.' },
  BAD_SIGNATURE: { zh: '签名无效。', en: 'The signature does not hold.' },
  WRONG_AUTHORITY: { zh: '公钥清单不属于该机关。', en: 'The bundle belongs to another authority.' },
  BUNDLE_MISSING: { zh: '缺少机关的公钥清单。', en: 'The bundle of a pinned authority is missing.' },
  BUNDLE_EXPIRED: { zh: '公钥清单不在有效期内。', en: 'The bundle is not valid at this time.' },
  BUNDLE_ROLLED_BACK: { zh: '公钥清单比已见过的版本旧。', en: 'The bundle is older than one already seen.' },
  BUNDLE_REPLACED: { zh: '同一版本的公钥清单内容不同。', en: 'Another bundle of the same version was seen.' },
  KEY_UNKNOWN: { zh: '公钥清单中没有该密钥。', en: 'The bundle does not list the key in this role.' },
  KEY_EXPIRED: { zh: '密钥不在有效期内。', en: 'The key is not valid at this time.' },
  KEY_REVOKED: { zh: '密钥已被吊销。', en: 'The key is revoked.' },
  NO_HOLDERS: { zh: '没有可用的持有人密钥。', en: 'The bundle lists no holder for this share.' },
  TOO_MANY_HOLDERS: { zh: '持有人过多。', en: 'There are more holders than an envelope has room for.' },
  SAME_AUTHORITY: {
    zh: '身份保管员与审批员不得属于同一机关。',
    en: 'Custodians and approvers must belong to different authorities.',
  },
  SAME_HOLDER: {
    zh: '同一人不得同时持有两份密钥份额。',
    en: 'One holder must not hold both shares.',
  },
  BAD_INPUT: { zh: '填写的身份信息不符合要求。', en: 'The identity cannot be written as given.' },
  TOO_LONG: { zh: '身份信息过长。', en: 'The identity is longer than the largest envelope.' },
  RANDOMNESS_FAILED: { zh: '随机数不可用。', en: 'The source of randomness failed.' },
  NOT_A_RECIPIENT: { zh: '信封不是封给该密钥的。', en: 'The envelope is not sealed to this key.' },
  OPEN_FAILED: {
    zh: '无法开启：密钥不符或内容已被改动。',
    en: 'It does not open: another key, another row, or changed bytes.',
  },
  WRONG_ENVELOPE: { zh: '信封与登记的不一致。', en: 'The envelope is not the one on record.' },
  WRONG_REASON: { zh: '理由与申请中登记的不一致。', en: 'The reason is not the one of the request.' },
  WRONG_REQUEST: { zh: '批准书不属于本申请。', en: 'The approval was given for another request.' },
  REQUEST_EXPIRED: { zh: '申请不在有效期内。', en: 'The request is not valid at this time.' },
  NOT_SUCCEEDING: {
    zh: '新清单的版本必须大于上一版本。',
    en: 'A bundle must have a higher version than the one before.',
  },
  WEAK_PASSPHRASE: { zh: '口令过短。', en: 'The passphrase is too short.' },
  WRONG_PASSPHRASE: {
    zh: '口令不正确，或密钥文件已被改动。',
    en: 'The passphrase is wrong or the key file was changed.',
  },
} as const

export type SealingErrorCode = keyof typeof sealingErrors

/** The only error this module throws for bad input. Its words never repeat input: it may be shown and logged. */
export class SealingError extends Error {
  readonly code: SealingErrorCode
  readonly messages: Readonly<{ zh: string; en: string }>

  constructor(code: SealingErrorCode) {
    super(sealingErrors[code].en)
    this.name = 'SealingError'
    this.code = code
    this.messages = sealingErrors[code]
  }
}

/** Runs what a library may refuse in its own words, and says it in ours. */
export function orRefuse<T>(code: SealingErrorCode, attempt: () => T): T {
  try {
    return attempt()
  } catch (error) {
    throw error instanceof SealingError ? error : new SealingError(code)
  }
}
