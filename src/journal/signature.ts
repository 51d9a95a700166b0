/** Signs and checks requests of a device with its Ed25519 key; keys travel as base64 of their DER form. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject
} from 'node:crypto'
import { signedText } from './protocol.ts'

export interface DeviceKeys {
  /** SPKI, base64: what head office is told at enrolment. */
  readonly publicKey: string
  /** PKCS #8, base64: never leaves the device's encrypted database. */
  readonly privateKey: string
}

export const generateDeviceKeys = (): DeviceKeys => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')
  }
}

export const readPrivateKey = (privateKey: string): KeyObject =>
  createPrivateKey({ key: Buffer.from(privateKey, 'base64'), type: 'pkcs8', format: 'der' })

/** Null when the text is not an Ed25519 public key. */
export const readPublicKey = (publicKey: string): KeyObject | null => {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' })
    return key.asymmetricKeyType === 'ed25519' ? key : null
  } catch {
    return null
  }
}

/** `path` carries the query; `body` is what goes over the wire, after compression; `time` is an ISO instant. */
export interface SignedRequest {
  readonly method: string
  readonly path: string
  readonly time: string
  readonly body: Uint8Array
}

export const sha256Hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const textOf = (request: SignedRequest): Buffer =>
  Buffer.from(
    signedText({ method: request.method, path: request.path, time: request.time, bodySha256: sha256Hex(request.body) }),
    'utf8'
  )

export const signRequest = (key: KeyObject, request: SignedRequest): string =>
  sign(null, textOf(request), key).toString('base64')

export const isSignedBy = (key: KeyObject, request: SignedRequest, signature: string): boolean =>
  verify(null, textOf(request), key, Buffer.from(signature, 'base64'))

/** Signs a text of the protocol that outlives its request: the head of a chain, a receipt. Base64. */
export const signText = (key: KeyObject, text: string): string =>
  sign(null, Buffer.from(text, 'utf8'), key).toString('base64')

export const isTextSignedBy = (key: KeyObject, text: string, signature: string): boolean =>
  verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'))
