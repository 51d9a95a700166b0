/** PouchDB and its server, installed on demand beside the project: pushing and pulling as many records of the same content. */
import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { startServing } from '../../scripts/parts/part.ts'
import { root } from '../../scripts/parts/places.ts'
import { readReadyLine } from '../../scripts/parts/ready-line.ts'
import { runNpm } from '../../scripts/runtime/npm.ts'
import type { DemoFact } from '../../src/head-office/demo/demo-fact.ts'

const run = promisify(execFile)

const wanted = path.join(root, 'bench/peers')
const installed = path.join(root, '.cache/bench-peers')
const MANIFESTS = ['package.json', 'package-lock.json']

/** Not among the project's packages: only this measurement needs them, in the very versions of their lockfile. */
const installPeers = async (): Promise<void> => {
  const lock = (folder: string): string => readFileSync(path.join(folder, 'package-lock.json'), 'utf8')
  const done = path.join(installed, 'node_modules/.package-lock.json')
  if (existsSync(done) && existsSync(path.join(installed, 'package-lock.json')) && lock(installed) === lock(wanted))
    return
  mkdirSync(installed, { recursive: true })
  for (const file of MANIFESTS) cpSync(path.join(wanted, file), path.join(installed, file))
  await runNpm(['ci', '--ignore-scripts', '--prefix', installed, '--no-fund', '--no-audit', '--loglevel=error'])
}

export interface PouchTimes {
  readonly pushMs: number
  readonly pullMs: number
}

const Times = z.object({ pushMs: z.number(), pullMs: z.number() })

export interface PouchPeer {
  replicate(facts: readonly DemoFact[]): Promise<PouchTimes>
}

/** Client and server are processes of their own, over plain HTTP: neither TLS nor signatures are asked of them. */
export const pouchPeer = async (folder: string): Promise<PouchPeer> => {
  await installPeers()
  return {
    replicate: async (facts) => {
      const place = mkdtempSync(path.join(folder, 'pouch-'))
      const records = path.join(place, 'records.jsonl')
      writeFileSync(records, facts.map((one, index) => JSON.stringify({ _id: idOf(index), ...one })).join('\n'))
      const server = await startServing(
        {
          name: 'express-pouchdb',
          command: process.execPath,
          args: [path.join(wanted, 'express-pouchdb.ts'), installed, path.join(place, 'server')]
        },
        readReadyLine(z.object({ url: z.url() }))
      )
      try {
        const client = [path.join(wanted, 'pouchdb-client.ts'), installed, place, server.ready.url, records]
        return Times.parse(JSON.parse((await run(process.execPath, client)).stdout))
      } finally {
        await server.stop()
        rmSync(place, { recursive: true, force: true })
      }
    }
  }
}

const idOf = (index: number): string => `018f0000-0000-7000-8000-${String(index).padStart(12, '0')}`
