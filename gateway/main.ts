import { Lifecycle } from '../platform/lifecycle.js'
import { createLog } from '../platform/log.js'
import { openGateway } from './gateway.js'
import { readGatewaySettings } from './settings.js'

const settings = readGatewaySettings()
const log = createLog({ process: 'gateway', level: settings.LOG_LEVEL })
const lifecycle = new Lifecycle(log)
lifecycle.endWithProcess()
const gateway = await openGateway({ settings, lifecycle, log })
const { url } = await gateway.listen()
log.info({ url: `${url}/graphql` }, 'ready')
