/** Stands in for the default app that this Electron lacks: runs the application whose folder is the first plain argument. */
const { app } = require('electron')
const { readFileSync } = require('node:fs')
const path = require('node:path')

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'))
if (folder === undefined) {
  console.error('Which application? Give its folder as an argument.')
  process.exit(2)
}
const appFolder = path.resolve(folder)
const manifest = JSON.parse(readFileSync(path.join(appFolder, 'package.json'), 'utf8'))

app.setAppPath(appFolder)
app.setName(manifest.productName ?? manifest.name)
app.setVersion(manifest.version)
require(path.join(appFolder, manifest.main))
