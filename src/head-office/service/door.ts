/** The door of the head office: plain HTTP for a proxy that adds TLS, or HTTPS with a certificate that may change while it serves. */
import { readFile } from 'node:fs/promises'
import http from 'node:http'
import https from 'node:https'
import { createSecureContext } from 'node:tls'

export interface CertificateFiles {
  /** PEM, the server's own certificate first, then those between it and the root. */
  readonly certFile: string
  readonly keyFile: string
}

interface Certificate {
  readonly cert: Buffer
  readonly key: Buffer
}

export interface Door {
  readonly scheme: 'http' | 'https'
  readonly open: (handler: http.RequestListener) => http.Server
  /** Looks whether the files hold another certificate and serves it from the next connection on; an unusable one changes nothing. */
  renew(): Promise<void>
  close(): void
}

export interface DoorOptions {
  readonly certificate: CertificateFiles | null
  readonly onRenewed: () => void
  readonly onUnusable: (error: unknown) => void
}

/** A desk on a bad line gets time for its batch, a stalled one does not keep a connection for ever. */
const REQUEST_TIMEOUT_MS = 120_000
/** Longer than the usual patience of balancers, so that it is never we who close a connection they are about to use. */
const KEEP_ALIVE_MS = 72_000
/** A certificate lives for weeks: a minute until its renewal is noticed is soon enough where nobody sends a signal. */
const LOOK_EVERY_MS = 60_000

export const makeDoor = async ({ certificate, onRenewed, onUnusable }: DoorOptions): Promise<Door> => {
  let server: http.Server | null = null
  const opened = <Server extends http.Server>(made: Server): Server => {
    made.requestTimeout = REQUEST_TIMEOUT_MS
    made.keepAliveTimeout = KEEP_ALIVE_MS
    server = made
    return made
  }
  if (certificate === null) {
    return {
      scheme: 'http',
      open: (handler) => opened(http.createServer(handler)),
      renew: async () => undefined,
      close: () => undefined
    }
  }
  let served = await readCertificate(certificate)
  const renew = async (): Promise<void> => {
    try {
      const found = await readCertificate(certificate)
      if (found.cert.equals(served.cert) && found.key.equals(served.key)) return
      if (server instanceof https.Server) server.setSecureContext({ ...found })
      served = found
      onRenewed()
    } catch (error) {
      onUnusable(error)
    }
  }
  const look = setInterval(() => void renew(), LOOK_EVERY_MS)
  look.unref()
  return {
    scheme: 'https',
    open: (handler) => opened(https.createServer({ ...served, minVersion: 'TLSv1.2' }, handler)),
    renew,
    close: () => clearInterval(look)
  }
}

/** Throws when certificate and key are not a pair, as while one of the files has been replaced and the other not yet. */
const readCertificate = async ({ certFile, keyFile }: CertificateFiles): Promise<Certificate> => {
  const [cert, key] = await Promise.all([readFile(certFile), readFile(keyFile)])
  createSecureContext({ cert, key })
  return { cert, key }
}
