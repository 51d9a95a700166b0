/** Enrolment of this workstation: makes its key, shows head office the one-time code, and learns which clinic it serves. */
import { BlockList, isIP } from 'node:net'
import { uuidv7 } from 'uuidv7'
import type { EnrolRefusal } from '../../contract/sync.ts'
import { ClinicId, DeviceId } from '../../domain/values/ids.ts'
import { generateDeviceKeys } from '../../journal/signature.ts'
import type { DeskIdentity } from '../desk.ts'
import type { Database } from '../storage/database.ts'
import { readSetting, writeSetting } from '../storage/settings.ts'
import { Refused, SyncFailure } from './failure.ts'
import { requestEnrolment, type Carrier } from './http-link.ts'
import { DeviceKey, HeadOffice, HeadOfficeUrl } from './settings.ts'

export interface EnrolmentRequest {
  /** Address of head office as typed; `https://` is assumed when nothing is said. */
  readonly url: string
  readonly code: string
  /** How people call this desk: «Стойка 1». */
  readonly name: string
}

export type Enrolled =
  | { readonly ok: true; readonly identity: DeskIdentity; readonly clinicName: string }
  | { readonly ok: false; readonly refusal: EnrolRefusal }

export const enrol = async (
  db: Database,
  asked: EnrolmentRequest,
  carrier: Carrier | null = null
): Promise<Enrolled> => {
  const address = addressOf(asked.url)
  if ('refused' in address) return { ok: false, refusal: { code: address.refused } }
  const { url } = address
  const key = deviceKey(db)
  try {
    const answer = await requestEnrolment(
      url,
      {
        code: asked.code,
        device: key.device,
        name: asked.name,
        publicKey: key.publicKey
      },
      carrier
    )
    writeSetting(db, HeadOfficeUrl, url)
    writeSetting(db, HeadOffice, answer.headOffice)
    const identity = {
      device: key.device,
      epoch: 0,
      clinic: ClinicId.parse(answer.clinic),
      series: answer.series,
      name: asked.name
    }
    return { ok: true, identity, clinicName: answer.clinicName }
  } catch (error) {
    return { ok: false, refusal: { code: refusalOf(error) } }
  }
}

export type Address = { readonly url: string } | { readonly refused: 'BAD_ADDRESS' | 'NOT_ENCRYPTED' }

/**
 * «stoika.example.ru», «http://10.0.0.5:8080/», as people write addresses. Signatures keep facts from being changed on the
 * way but not from being read: unencrypted they go through this PC or the clinic's own network only.
 */
export const addressOf = (typed: string): Address => {
  const text = /^[a-z]+:\/\//i.test(typed.trim()) ? typed.trim() : `https://${typed.trim()}`
  if (!URL.canParse(text)) return { refused: 'BAD_ADDRESS' }
  const url = new URL(text)
  if ((url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '') return { refused: 'BAD_ADDRESS' }
  return url.protocol === 'https:' || staysInside(url.hostname) ? { url: url.origin } : { refused: 'NOT_ENCRYPTED' }
}

const inside = new BlockList()
inside.addSubnet('127.0.0.0', 8, 'ipv4')
inside.addSubnet('10.0.0.0', 8, 'ipv4')
inside.addSubnet('172.16.0.0', 12, 'ipv4')
inside.addSubnet('192.168.0.0', 16, 'ipv4')
inside.addSubnet('169.254.0.0', 16, 'ipv4')
inside.addAddress('::1', 'ipv6')
inside.addSubnet('fc00::', 7, 'ipv6')
inside.addSubnet('fe80::', 10, 'ipv6')

/** Names that no public server of names answers: without a dot, or under what is set apart for local networks. */
const staysInside = (hostname: string): boolean => {
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const version = isIP(host)
  if (version !== 0) return inside.check(host, version === 4 ? 'ipv4' : 'ipv6')
  return !host.includes('.') || /\.(localhost|local|internal|home\.arpa)$/.test(host)
}

const deviceKey = (db: Database): { device: DeviceId; publicKey: string; privateKey: string } => {
  const known = readSetting(db, DeviceKey)
  if (known !== null) return known
  const made = { device: DeviceId.parse(uuidv7()), epoch: 0, before: [], ...generateDeviceKeys() }
  writeSetting(db, DeviceKey, made)
  return made
}

const refusalOf = (error: unknown): EnrolRefusal['code'] => {
  if (error instanceof SyncFailure) {
    return error.code === 'UNREACHABLE' || error.code === 'BUSY' || error.code === 'REVOKED' ? error.code : 'RUBBISH'
  }
  if (error instanceof Refused) {
    return error.code === 'BAD_CODE' || error.code === 'CLINIC_FULL' || error.code === 'REVOKED'
      ? error.code
      : 'RUBBISH'
  }
  throw error
}
