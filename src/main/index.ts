/** Electron's shell: one locked-down window, the key's custody, and the supervision of core. No business here. */
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, BrowserWindow, ipcMain, Menu, nativeTheme, safeStorage } from 'electron'
import { OfferedPrinters, type Start } from '../contract/host.ts'
import { APP_ORIGIN, registerAppScheme, serveAppFiles } from './app-protocol.ts'
import { canHostNatively, failedCore, startCore, type CoreHost, type CoreState } from './core-host.ts'
import { databaseKey } from './keys.ts'
import { isOurPage, lockDown } from './lock-down.ts'

const began = performance.timeOrigin
/** Marks of the start, for measuring; a line each when STOIKA_MARKS is set. */
const mark = (name: string): void => {
  if (process.env['STOIKA_MARKS'] !== undefined)
    process.stdout.write(`${JSON.stringify({ mark: name, ms: Math.round(Date.now() - began) })}\n`)
}

// Chromium refuses its sandbox to root, where it is started without one; insisting would end its network process again and again.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
registerAppScheme()
Menu.setApplicationMenu(null)

/** Development and tests may keep their data elsewhere and set the clock; a shipped program takes neither from outside. No program is shipped with a runtime that cannot host core. */
const setting = (name: string): string | undefined =>
  app.isPackaged && canHostNatively ? undefined : process.env[name]

const dataFolder = setting('STOIKA_DATA')
if (dataFolder !== undefined) app.setPath('userData', dataFolder)

const resources = app.isPackaged ? process.resourcesPath : join(__dirname, '../..')

if (!app.requestSingleInstanceLock()) {
  app.quit()
} else {
  void run()
}

async function run(): Promise<void> {
  await app.whenReady()
  mark('ready')
  const nonce = randomBytes(16).toString('base64')
  const data = join(app.getPath('userData'), 'desk')
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const custody = databaseKey(data, safeStorage)

  let window: BrowserWindow | null = null
  const tell = (state: CoreState): void => {
    mark(`core-${state.state}`)
    window?.webContents.send('stoika:core', state)
  }
  const handOverPort = (): void => {
    if (window !== null && core.state.state !== 'failed')
      window.webContents.postMessage('stoika:port', null, [core.connect()])
  }
  // Core first: it opens the database while the window is still being made.
  // Without the key there is nothing that core could do, and the window says so.
  const core: CoreHost =
    custody === null
      ? failedCore('wrong-key-or-damaged')
      : startCore(
          join(__dirname, '../core/main.mjs'),
          {
            data,
            resources: join(resources, 'resources'),
            fonts: app.isPackaged ? join(resources, 'fonts') : join(resources, 'node_modules/@expo-google-fonts'),
            key: custody.key,
            keyProtected: custody.protected,
            startsAt: startMoment(),
            ...headOffice(),
            ...printers()
          },
          tell,
          handOverPort
        )

  lockDown()
  serveAppFiles(join(__dirname, '../renderer'), nonce)

  ipcMain.on('stoika:page-ready', (event) => {
    if (window === null || !isOurPage(event, window.webContents)) return
    window.webContents.send('stoika:core', core.state)
    handOverPort()
  })
  ipcMain.on('stoika:painted', (event, screen: unknown) => {
    if (window === null || !isOurPage(event, window.webContents) || typeof screen !== 'string') return
    mark(`painted-${screen.slice(0, 40)}`)
  })

  window = createWindow()
  window.on('closed', () => {
    window = null
  })
  app.on('second-instance', () => {
    if (window?.isMinimized() === true) window.restore()
    window?.focus()
  })
  let quitting = false
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', (event) => {
    if (quitting) return
    quitting = true
    event.preventDefault()
    // All windows are closed and core has put its database away: nothing is left that could object to the end.
    void core.stop().then(() => app.exit(0))
  })
}

/** A demonstration's head office lives on another port at every start, and hands over the code for an empty workstation. */
function headOffice(): Pick<Start, 'headOffice'> {
  const url = setting('STOIKA_HEAD_OFFICE_URL')
  return url === undefined ? {} : { headOffice: { url, code: setting('STOIKA_ENROLMENT_CODE') ?? null } }
}

/** Its printers likewise listen on other ports every time. */
function printers(): Pick<Start, 'printers'> {
  const offered = setting('STOIKA_PRINTERS')
  return offered === undefined ? {} : { printers: OfferedPrinters.parse(JSON.parse(offered)) }
}

function createWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181b' : '#ffffff',
    title: 'Стойка',
    webPreferences: {
      preload: join(__dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      devTools: !app.isPackaged
    }
  })
  window.once('ready-to-show', () => {
    mark('ready-to-show')
    window.show()
  })
  void window.loadURL(`${APP_ORIGIN}/index.html`)
  return window
}

function startMoment(): number | null {
  const text = setting('STOIKA_NOW')
  // Either a date or plain milliseconds.
  const moment = text === undefined ? Number.NaN : /^\d+$/.test(text) ? Number(text) : Date.parse(text)
  return Number.isNaN(moment) ? null : moment
}
