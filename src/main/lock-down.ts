/** Takes from every window what it does not need: navigation, new windows, permissions, downloads, embedded pages. */
import { app, session, type IpcMainEvent, type WebContents } from 'electron'
import { APP_ORIGIN } from './app-protocol.ts'

export const lockDown = (): void => {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.defaultSession.setPermissionCheckHandler(() => false)
  session.defaultSession.setDevicePermissionHandler(() => false)
  session.defaultSession.on('will-download', (event) => event.preventDefault())
  // The window has no business on the network: head office is talked to by core.
  session.defaultSession.webRequest.onBeforeRequest((request, answer) => {
    answer({ cancel: !/^(app|blob|data|devtools|chrome-extension|chrome):/.test(request.url) })
  })
}

/** Only the top frame of our own page may speak to the shell. */
export const isOurPage = (event: Pick<IpcMainEvent, 'senderFrame' | 'sender'>, contents: WebContents): boolean => {
  const frame = event.senderFrame
  return (
    event.sender === contents &&
    frame !== null &&
    frame === contents.mainFrame &&
    new URL(frame.url).origin === new URL(APP_ORIGIN).origin
  )
}
