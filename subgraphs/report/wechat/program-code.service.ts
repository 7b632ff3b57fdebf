import { AndonError } from '../../../platform/errors.js'
import type { Log } from '../../../platform/log.js'
import { requireStaff, type Viewer } from '../../../platform/viewer/viewer.js'
import { requireChannel, tellingFailures } from './failure.js'
import { isPlacementCode, sceneOf } from './placement-code.js'
import type { MiniProgramCode } from './program-code.type.js'
import type { WeChatClient } from './wechat.client.js'

export type CreateMiniProgramCode = (viewer: Viewer, placementCode: string) => Promise<MiniProgramCode>

/**
 * The code to print on the sign of a placement (requirement B08).
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT where it is no placement's code, and what WeChat refuses
 */
export function createMiniProgramCodes(means: {
  client: WeChatClient | undefined
  page: string
  log: Log
}): CreateMiniProgramCode {
  const { client, page, log } = means
  return async (viewer, placementCode) => {
    requireStaff(viewer, 'MAKE_PLACEMENT_CODES')
    const channel = requireChannel(client)
    if (!isPlacementCode(placementCode)) throw noPlacement()
    const scene = sceneOf(placementCode)
    const { contentType, bytes } = await tellingFailures({ log }, () => channel.codeFor(scene, page))
    return { scene, contentType, image: bytes.toString('base64') }
  }
}

function noPlacement(): AndonError {
  return new AndonError(
    'BAD_USER_INPUT',
    { zh: '点位编号有误，请核对公示牌上的编号。', en: 'This is not the code of a placement.' },
    { inputPath: 'placementCode' },
  )
}
