/**
 * What each npm script needs prepared, and what it then runs.
 *
 * `supervised` commands get an IPC channel, so that they notice when this process is killed.
 */
const server = ['packages', 'server']
const everything = [...server, 'cms-packages', 'cms']

export const commands = {
  start: { needs: everything, entry: 'dist/local/main.js', supervised: true },
  test: { needs: everything, entry: 'test/run.mjs' },
  reset: { needs: server, entry: 'dist/local/reset.js' },
  custodian: { needs: server, entry: 'dist/client/custodian/main.js' },
  'settings:new': { needs: server, entry: 'dist/local/new-settings.js', printsToFile: true },
  'audit:verify': { needs: server, entry: 'dist/local/audit-verify.js' },
  'statistics:verify': { needs: server, entry: 'dist/local/statistics-verify.js' },
  story: { needs: server, entry: 'dist/test/story/main.js' },
  'demo:data': { needs: server, entry: 'dist/local/demo-data/main.js' },
  bench: { needs: everything, entry: 'dist/test/bench/main.js' },
  prepare: { needs: everything },
}
