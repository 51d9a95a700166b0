/** The window has no way out and no way in: tried as an attacker inside the page would. */
import { createServer } from 'node:http'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ANNA } from '../src/head-office/demo/staff.ts'
import { prepareDesk } from './prepared-desk.ts'
import { signInAs } from './sign-in.ts'
import { launchWorkstation, type Workstation } from './window.ts'

let folder: string
let desk: Workstation
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stoika-security-'))
  const { now } = await prepareDesk(folder, { patients: 120, historyDays: 3 })
  desk = await launchWorkstation({ dataDir: folder, env: { STOIKA_NOW: new Date(now).toISOString() } })
  await signInAs(desk.page, ANNA)
})
afterAll(async () => {
  await desk.close()
  await rm(folder, { recursive: true, force: true })
})

describe('the page', () => {
  it('has nothing of Node and only the narrow bridge', async () => {
    const reach = await desk.page.evaluate(() => ({
      node: ['require', 'process', 'module', 'Buffer', '__dirname'].filter((name) => name in globalThis),
      bridge: Object.keys(window.stoika).toSorted()
    }))
    expect(reach).toEqual({ node: [], bridge: ['onCore', 'painted', 'ready'] })
  })

  it('cannot leave for another address, open a window or run text as a program', async () => {
    const address = desk.page.url()
    const tried = await desk.page.evaluate(() => {
      const opened = window.open('https://example.org/') === null
      const link = document.createElement('a')
      link.href = 'https://example.org/'
      document.body.append(link)
      link.click()
      link.remove()
      const script = document.createElement('script')
      script.textContent = 'document.documentElement.dataset.injected = "yes"'
      document.head.append(script)
      const evaluated = document.documentElement.dataset['injected'] === 'yes'
      return { opened, evaluated }
    })
    expect(tried).toEqual({ opened: true, evaluated: false })
    const still = await desk.page.evaluate(() => ({
      address: location.href,
      visits: document.querySelectorAll('tr[data-visit]').length
    }))
    expect(still.address).toBe(address)
    expect(still.visits).toBeGreaterThan(0)
  })

  it('reaches no network, no file and no other part of the disk', async () => {
    let knocked = 0
    const server = createServer((_request, response) => {
      knocked += 1
      response.end('no')
    })
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => {
        const address = server.address()
        resolve(typeof address === 'object' && address !== null ? address.port : 0)
      })
    )
    const answers = await desk.page.evaluate(async (knock) => {
      const tryFetch = async (url: string): Promise<string> => {
        try {
          return String((await fetch(url)).status)
        } catch {
          return 'refused'
        }
      }
      return {
        network: await tryFetch(`http://127.0.0.1:${knock}/`),
        file: await tryFetch('file:///etc/hostname'),
        out: await tryFetch('app://stoika/..%2f..%2fpackage.json'),
        dots: await tryFetch('app://stoika/assets/../../../package.json')
      }
    }, port)
    server.close()
    expect(answers).toEqual({ network: 'refused', file: 'refused', out: '404', dots: '404' })
    expect(knocked).toBe(0)
  })

  it('is given no permission', async () => {
    const states = await desk.page.evaluate(async () => {
      const names: PermissionName[] = ['geolocation', 'notifications', 'camera', 'microphone']
      return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state))
    })
    expect(new Set(states)).toEqual(new Set(['denied']))
  })
})

describe('what lies on the disk', () => {
  it('holds no name that can be read without the key', async () => {
    const name = await desk.page.locator('tr[data-visit] td:nth-child(2)').first().innerText()
    const family = name.split(' ')[0] ?? name
    const inPlace = await filesWith(path.join(folder, 'desk'), family)
    expect(inPlace).toEqual([])
    const header = await readFile(path.join(folder, 'desk', 'desk.db'))
    expect(header.subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3')
  })

  it('and what the program wrote out hold no name of a patient', async () => {
    const names = await desk.page.locator('tr[data-visit] td:nth-child(2)').allInnerTexts()
    for (const name of names) expect(desk.output()).not.toContain(name.split(' ')[0])
  })
})

const filesWith = async (place: string, word: string): Promise<string[]> => {
  const found: string[] = []
  for (const entry of await readdir(place, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = path.join(entry.parentPath, entry.name)
    if ((await readFile(file)).includes(word)) found.push(entry.name)
  }
  return found
}
