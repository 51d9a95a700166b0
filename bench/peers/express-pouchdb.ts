/** PouchDB's server as a process of its own, on disk: what the synchronisation is measured against. Prints its address. */
import { createRequire } from 'node:module'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Server } from 'node:http'

interface Express {
  use(path: string, handler: unknown): void
  listen(port: number, host: string, ready: () => void): Server
}
interface Pouch {
  defaults(options: { prefix: string }): Pouch
}

const [packages = '', data = ''] = process.argv.slice(2)
const load = createRequire(path.join(packages, 'package.json'))
const express = load('express') as () => Express
const pouch = load('pouchdb') as Pouch
const expressPouch = load('express-pouchdb') as (pouch: Pouch, options: object) => unknown

mkdirSync(data, { recursive: true })
const app = express()
const options = { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: path.join(data, 'log.txt') }
app.use('/', expressPouch(pouch.defaults({ prefix: `${data}${path.sep}` }), options))
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port')
  process.stdout.write(`${JSON.stringify({ ready: { url: `http://127.0.0.1:${address.port}` } })}\n`)
})
