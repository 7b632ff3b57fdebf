// Entry of every npm script: `node local/bootstrap.mjs <command> [arguments]`. It runs on whatever Node the system
// has, before anything is installed; so this file keeps to syntax an old Node can parse far enough to be told so.
const [major] = process.versions.node.split('.').map(Number)

if (major < 20) {
  console.error(
    `安灯需要 Node.js 20 或更高版本，当前是 ${process.versions.node}，请先升级。\n` +
      `Andon needs Node.js 20 or newer, this is ${process.versions.node}: please upgrade it.`,
  )
  process.exit(1)
} else {
  import('./bootstrap/main.mjs').then(({ bootstrap }) => bootstrap(process.argv.slice(2)))
}
