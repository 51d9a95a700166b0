/** Enrolment of this workstation: makes its key, shows head office the one-time code, and learns which clinic it serves. */
import { uuidv7 } from 'uuidv7'
import type { EnrolRefusal } from '../../contract/sync.ts'
import { ClinicId, DeviceId } from '../../domain/values/ids.ts'
import { generateDeviceKeys } from '../../journal/signature.ts'
import type { DeskIdentity } from '../desk.ts'
import type { Database } from '../storage/database.ts'
import { readSetting, writeSetting } from '../storage/settings.ts'
import { Refused, SyncFailure } from './failure.ts'
import { requestEnrolment, type Carrier } from './http-link.ts'
import { DeviceKey, HeadOfficeUrl } from './settings.ts'

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
  const url = addressOf(asked.url)
  if (url === null) return { ok: false, refusal: { code: 'BAD_ADDRESS' } }
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

/** «stoika.example.ru», «http://10.0.0.5:8080/», as people write addresses; null when it is none. */
export const addressOf = (typed: string): string | null => {
  const text = /^[a-z]+:\/\//i.test(typed.trim()) ? typed.trim() : `https://${typed.trim()}`
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  return (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' ? url.origin : null
}

const deviceKey = (db: Database): { device: DeviceId; publicKey: string; privateKey: string } => {
  const known = readSetting(db, DeviceKey)
  if (known !== null) return known
  const made = { device: DeviceId.parse(uuidv7()), ...generateDeviceKeys() }
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
