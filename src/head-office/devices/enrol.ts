/** Enrolment: a desk that knows a one-time code becomes a device of the code's clinic, with its key and its series of numbers. */
import type { EnrolAnswer, EnrolRequest } from '../../journal/protocol.ts'
import { readPublicKey } from '../../journal/signature.ts'
import type { Database, Sql } from '../database.ts'
import { told, type Identity } from '../facts/identity.ts'
import { Problem } from '../problem.ts'
import { openChain } from './chains.ts'
import { codeHash } from './codes.ts'
import { nextSeries } from './series.ts'

interface CodeRow {
  readonly clinic: string
  readonly clinic_name: string
  readonly expires_at: Date
  readonly used_by: string | null
}

interface DeviceRow {
  readonly clinic: string | null
  readonly public_key: string
  readonly series: number | null
  readonly revoked_at: Date | null
}

/**
 * A lost answer does not burn the code: the same device with the same key gets the same answer again.
 * @throws {Problem} BAD_CODE, REVOKED, CLINIC_FULL, BAD_REQUEST
 */
export const enrol = (
  database: Database,
  identity: Identity,
  request: EnrolRequest,
  now: number
): Promise<EnrolAnswer> =>
  database.transaction(async (sql) => {
    if (readPublicKey(request.publicKey) === null)
      throw new Problem('BAD_REQUEST', 'publicKey is not an Ed25519 key in SPKI form')
    const code = await takeCode(sql, request, now)
    const device = await knownDevice(sql, request)
    if (device !== undefined && device.clinic === code.clinic && device.series !== null) {
      await sql.query('UPDATE device SET name = $2 WHERE id = $1', [request.device, request.name])
      return { clinic: code.clinic, clinicName: code.clinic_name, series: device.series, headOffice: told(identity) }
    }
    const series = await nextSeries(sql)
    await sql.query(
      `INSERT INTO device (id, clinic, name, series, enrolled_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (id) DO UPDATE SET clinic = excluded.clinic, name = excluded.name, series = excluded.series`,
      [request.device, code.clinic, request.name, series, new Date(now)]
    )
    if (device === undefined)
      await openChain(sql, { device: request.device, epoch: 0, publicKey: request.publicKey }, now)
    return { clinic: code.clinic, clinicName: code.clinic_name, series, headOffice: told(identity) }
  })

const takeCode = async (sql: Sql, request: EnrolRequest, now: number): Promise<CodeRow> => {
  const hash = codeHash(request.code)
  const [code] = await sql.query<CodeRow>(
    `SELECT code.clinic, clinic.name AS clinic_name, code.expires_at, code.used_by
     FROM enrolment_code AS code JOIN clinic ON clinic.id = code.clinic WHERE code.hash = $1 FOR UPDATE OF code`,
    [hash]
  )
  const usable =
    code !== undefined && (code.used_by === null ? code.expires_at.getTime() > now : code.used_by === request.device)
  if (!usable) throw new Problem('BAD_CODE', 'the code is unknown, expired or used')
  await sql.query('UPDATE enrolment_code SET used_by = $2, used_at = coalesce(used_at, $3) WHERE hash = $1', [
    hash,
    request.device,
    new Date(now)
  ])
  return code
}

const knownDevice = async (sql: Sql, request: EnrolRequest): Promise<DeviceRow | undefined> => {
  const [device] = await sql.query<DeviceRow>(
    `SELECT clinic, chain.public_key, series, revoked_at FROM device JOIN chain ON chain.device = device.id AND chain.epoch = 0
     WHERE device.id = $1 FOR UPDATE OF device`,
    [request.device]
  )
  if (device === undefined) return undefined
  if (device.revoked_at !== null) throw new Problem('REVOKED', 'this device was revoked')
  // Whoever holds a code must not take over the chain of another device by naming its id.
  if (device.public_key !== request.publicKey) throw new Problem('BAD_REQUEST', 'the device id belongs to another key')
  return device
}
