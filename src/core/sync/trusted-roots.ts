/** Whose certificates a desk believes: those that ship with the runtime and those that this PC's administrator has put into the system's store. */
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'

/**
 * A network with a certificate authority of its own installs it on its PCs as for any browser. Undefined for an
 * unencrypted address, where reading the store would only cost time.
 */
export const trustedRoots = (url: string): string[] | undefined =>
  url.startsWith('https:') ? [...getCACertificates('default'), ...getCACertificates('system')] : undefined

/** The same, read once for all connections of a line: some hundred certificates hold the desk up for a seventh of a second. */
export const trustOf = (url: string): SecureContext | undefined => {
  const roots = trustedRoots(url)
  return roots === undefined ? undefined : createSecureContext({ ca: roots })
}

/** Whether a request failed because the other side’s certificate is foreign, expired (or this PC’s clock is wrong) or of another name. */
export const isDistrusted = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  /^(CERT_|ERR_TLS_CERT_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(VERIFY|GET_ISSUER))/.test(
    String(error.code)
  )
