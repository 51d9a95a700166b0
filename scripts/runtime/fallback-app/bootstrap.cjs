/**
 * Stands in for the default app that this Electron lacks: runs the application whose folder is the first plain argument.
 * `-r <module>` before it loads a module first, as the real one does; the driver of tests in the window needs that.
 */
const { app } = require('electron')
const { readFileSync } = require('node:fs')
const path = require('node:path')

const preloads = []
let folder
for (let index = 1; index < process.argv.length && folder === undefined; index += 1) {
  const argument = process.argv[index]
  if (argument === '-r') preloads.push(process.argv[(index += 1)])
  else if (!argument.startsWith('-')) folder = argument
}
if (folder === undefined) {
  console.error('Which application? Give its folder as an argument.')
  process.exit(2)
}
const appFolder = path.resolve(folder)
const manifest = JSON.parse(readFileSync(path.join(appFolder, 'package.json'), 'utf8'))

app.setAppPath(appFolder)
app.setName(manifest.productName ?? manifest.name)
app.setVersion(manifest.version)
for (const module of preloads) require(module)
require(path.join(appFolder, manifest.main))
