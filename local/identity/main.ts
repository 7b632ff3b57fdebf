import { Lifecycle } from '../../platform/lifecycle.js'
import { createLog } from '../../platform/log.js'
import { openIdentityServer } from './server.js'
import { readIdentitySettings } from './settings.js'

const settings = readIdentitySettings()
const log = createLog({ process: 'identity', level: settings.LOG_LEVEL })
const lifecycle = new Lifecycle(log)
lifecycle.endWithProcess()
const { url } = await openIdentityServer(settings, lifecycle).listen()
log.info({ url }, 'ready')
