/** A certificate for the loopback address, made by openssl for one measurement and trusted by this process alone. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import tls from 'node:tls'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface Certificate {
  readonly certFile: string
  readonly keyFile: string
}

/** Desks check head office's certificate as they do at a clinic: the only thing that differs is who issued it. */
export const trustedCertificate = async (folder: string): Promise<Certificate> => {
  const certFile = path.join(folder, 'certificate.pem')
  const keyFile = path.join(folder, 'key.pem')
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  const names = ['-subj', '/CN=stoika bench', '-addext', 'subjectAltName=IP:127.0.0.1']
  await run('openssl', ['req', ...kind, ...names, '-out', certFile, '-keyout', keyFile])
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), readFileSync(certFile, 'utf8')])
  return { certFile, keyFile }
}
