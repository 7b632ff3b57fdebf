import { runProcess } from '../../platform/process.js'
import { openIdentityServer } from './server.js'
import { readIdentitySettings } from './settings.js'

await runProcess('identity', async ({ lifecycle }) => {
  const settings = readIdentitySettings()
  return (await openIdentityServer(settings, lifecycle).listen()).url
})
