import { runProcess } from '../platform/process.js'
import { openGateway } from './gateway.js'
import { readGatewaySettings } from './settings.js'

await runProcess('gateway', async ({ lifecycle, log }) => {
  const gateway = await openGateway({ settings: readGatewaySettings(), lifecycle, log })
  return (await gateway.listen()).url
})
