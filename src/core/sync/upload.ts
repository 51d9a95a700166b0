/**
 * Sends a large paper piece by piece (tus 1.0). Head office remembers how far it has come under the paper's own name, so
 * nothing is kept here: after a broken line or a killed program the same beginning is answered with where to go on.
 */
import type { Sha256 } from '../../domain/values/sha256.ts'
import { TUS_VERSION, UPLOADS_PATH, type ProblemAnswer } from '../../journal/protocol.ts'
import { SyncFailure } from './failure.ts'

/** What a line that breaks every few seconds still carries whole. */
export const PIECE_BYTES = 256 * 1024

export interface UploadAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly problem: ProblemAnswer | null
  /** What the desk makes of it when it is not what was asked for. */
  readonly failure: () => Error
}

/** Sends one signed request. @throws {SyncFailure} when no answer comes */
export type Ask = (
  method: 'POST' | 'PATCH',
  path: string,
  body: Buffer | null,
  headers: Record<string, string>
) => Promise<UploadAnswer>

interface Place {
  readonly path: string
  readonly offset: number
}

/** A copy of this PC may be sending the same paper: each is told where it stands, and one of them ends it. */
const MAX_QUARRELS = 20

/** False when head office is from before there were pieces. @throws {SyncFailure} @throws {Refused} */
export const uploadPaper = async (ask: Ask, sha256: Sha256, bytes: Buffer): Promise<boolean> => {
  let place = await begin(ask, sha256, bytes.length)
  if (place === null) return false
  for (let quarrels = 0; place.offset < bytes.length;) {
    const answer = await sendPiece(ask, place, bytes)
    if (answer.status === 204) {
      place = { ...place, offset: offsetIn(answer, place.offset + 1, bytes.length) }
      continue
    }
    const code = answer.problem?.code
    // It stands elsewhere than we thought, or was given up meanwhile.
    if ((code !== 'OFFSET' && code !== 'NOT_FOUND') || (quarrels += 1) > MAX_QUARRELS) throw answer.failure()
    const again = await begin(ask, sha256, bytes.length)
    if (again === null) throw answer.failure()
    place = again
  }
  return true
}

const begin = async (ask: Ask, sha256: Sha256, length: number): Promise<Place | null> => {
  const answer = await ask('POST', UPLOADS_PATH, null, {
    'tus-resumable': TUS_VERSION,
    'upload-length': String(length),
    'upload-metadata': `sha256 ${Buffer.from(sha256, 'latin1').toString('base64')}`
  })
  if (answer.status === 404 && answer.problem?.code === 'NOT_FOUND') return null
  if (answer.status !== 201) throw answer.failure()
  const path = String(answer.headers['location'])
  // Nothing is sent to where an answer points outside of head office's uploads.
  if (!new RegExp(`^${UPLOADS_PATH}/[0-9a-f-]{36}$`).test(path))
    throw new SyncFailure('RUBBISH', 'the answer names no upload')
  return { path, offset: offsetIn(answer, 0, length) }
}

const sendPiece = (ask: Ask, { path, offset }: Place, bytes: Buffer): Promise<UploadAnswer> =>
  ask('PATCH', path, bytes.subarray(offset, offset + PIECE_BYTES), {
    'tus-resumable': TUS_VERSION,
    'content-type': 'application/offset+octet-stream',
    'upload-offset': String(offset)
  })

const offsetIn = (answer: UploadAnswer, least: number, most: number): number => {
  const offset = Number(answer.headers['upload-offset'] ?? Number.NaN)
  if (Number.isSafeInteger(offset) && offset >= least && offset <= most) return offset
  throw new SyncFailure('RUBBISH', 'the answer does not tell where the upload stands')
}
