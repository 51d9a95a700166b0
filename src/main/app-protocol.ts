/** Serves the window's own files under app://stoika and nothing else, each with the strict policy of content. */
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { protocol } from 'electron'

export const APP_ORIGIN = 'app://stoika'

/** Styles may carry a nonce since Mantine writes a few rules of its own; scripts only come from our files. */
export const contentSecurityPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    // Layout that depends on data (a bar's width, a row's place) is set as style attributes by the CSSOM, which needs no permission.
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    'frame-src blob:',
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'"
  ].join('; ')

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8'
}

/** Must run before the app is ready. */
export const registerAppScheme = (): void => {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }
  ])
}

export const serveAppFiles = (root: string, nonce: string): void => {
  protocol.handle('app', async (request) => {
    const path = filePath(root, request.method, request.url)
    if (path === null) return new Response('', { status: 404 })
    const headers = {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      'content-security-policy': contentSecurityPolicy(nonce),
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin'
    }
    try {
      const bytes = await readFile(path)
      const body =
        extname(path) === '.html' ? bytes.toString('utf8').replaceAll('%NONCE%', nonce) : new Uint8Array(bytes)
      return new Response(body, { headers })
    } catch {
      // A missing file is the only way to fail here, and the page is told so.
      return new Response('', { status: 404, headers })
    }
  })
}

/** The file that a request may have; null for another method, another host, or a way out of the folder. */
export const filePath = (root: string, method: string, address: string): string | null => {
  const url = parsed(address)
  if (url === null || method !== 'GET' || url.protocol !== 'app:' || url.host !== 'stoika') return null
  let asked: string
  try {
    asked = decodeURIComponent(url.pathname)
  } catch {
    return null
  }
  if (asked.includes('\0') || asked.includes('\\')) return null
  const folder = normalize(root) + (root.endsWith(sep) ? '' : sep)
  const path = normalize(join(folder, asked === '/' ? 'index.html' : asked))
  return path.startsWith(folder) ? path : null
}

/** `URL.canParse` would say it shorter, but the development fallback of Electron does not have it. */
const parsed = (address: string): URL | null => {
  try {
    return new URL(address)
  } catch {
    return null
  }
}
