/** The one narrow bridge: hands the page its port to core, tells how core is, and lets the page say what it has painted. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'

ipcRenderer.on('stoika:port', (event) => {
  window.postMessage('stoika:port', window.location.origin, [...event.ports])
})

contextBridge.exposeInMainWorld('stoika', {
  /** The page listens now: it may be given a port and told how core is. */
  ready: (): void => ipcRenderer.send('stoika:page-ready'),
  /** A screen can be seen and used; serves measuring. */
  painted: (screen: string): void => ipcRenderer.send('stoika:painted', screen),
  onCore: (listener: (state: unknown) => void): void => {
    ipcRenderer.on('stoika:core', (_event: IpcRendererEvent, state: unknown) => listener(state))
  }
})
