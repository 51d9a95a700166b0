/**
 * Looks on while a story goes: what was promised to desks in answers, and which facts were recorded, so that at the end
 * it can be told whether promises were kept.
 */
import { z } from 'zod'
import type { CarriedRequest } from '../../src/core/sync/http-link.ts'
import { SIGNATURE_HEADERS } from '../../src/journal/protocol.ts'
import type { Pc } from '../desk/desk.ts'
import type { Answer, SimulatedOffice } from '../office/office.ts'

export interface RecordedFact {
  readonly id: string
  readonly type: string
  readonly payload: string
  readonly where: string
}

export interface Witness {
  readonly failures: string[]
  /** Every fact that must be everywhere in the end, by its id. */
  readonly recorded: ReadonlyMap<string, RecordedFact>
  /** An answer leaves head office. */
  answered(url: URL, request: CarriedRequest, answer: Answer): Promise<void>
  /** A copy of facts is about to vanish from a disk or from head office; `lost` is told when it has. */
  losing(): void
  lost(): Promise<void>
  /** Head office is about to be set back: what its pages promised is judged now. */
  restoring(): Promise<void>
  beforeHealing(): Promise<void>
  /** Whether each page held all that lay between its ends. */
  judgePages(): Promise<void>
}

const Pushed = z.object({ acked: z.int() })
const Pulled = z.object({ facts: z.array(z.object({ cursor: z.int() })), cursor: z.int() })

interface Page {
  readonly device: string
  readonly epoch: number
  readonly after: number
  readonly cursor: number
  readonly cursors: ReadonlySet<number>
}

export const openWitness = (office: SimulatedOffice, pcs: () => readonly Pc[]): Witness => {
  const failures: string[] = []
  const recorded = new Map<string, RecordedFact>()
  let pages: Page[] = []

  const noteOwnFacts = (): void => {
    for (const pc of pcs()) for (const fact of ownFacts(pc)) if (!recorded.has(fact.id)) recorded.set(fact.id, fact)
  }

  const heldByOffice = async (): Promise<readonly RecordedFact[]> =>
    (
      await office.look<{ header: string; payload: string | null; device: string; seq: number }>(
        'SELECT header, payload, device, seq FROM fact'
      )
    ).map((row) => {
      const header = Header.parse(JSON.parse(row.header))
      const where = `head office has it as ${row.device.slice(-2)}:${row.seq}`
      return { id: header.id, type: header.type, payload: row.payload ?? '', where }
    })

  const judgePages = async (): Promise<void> => {
    const held = await office.look<{ cursor: number; device: string; epoch: number }>(
      'SELECT cursor, device, epoch FROM fact'
    )
    for (const page of pages) {
      const passed = held.find(
        ({ cursor, device, epoch }) =>
          cursor > page.after &&
          cursor <= page.cursor &&
          !(device === page.device && epoch === page.epoch) &&
          !page.cursors.has(cursor)
      )
      if (passed !== undefined)
        failures.push(
          `a page for ${page.device.slice(-2)} from ${page.after} to ${page.cursor} passed over the fact at ${passed.cursor}`
        )
    }
    pages = []
  }

  return {
    failures,
    recorded,
    answered: async (url, request, answer) => {
      if (answer.status !== 200 || url.pathname !== '/v1/facts') return
      const device = request.headers[SIGNATURE_HEADERS.device] ?? ''
      const epoch = Number(request.headers[SIGNATURE_HEADERS.epoch] ?? 0)
      const json: unknown = JSON.parse(answer.body.toString('utf8'))
      if (request.method === 'POST') {
        const { acked } = Pushed.parse(json)
        const [held] = await office.look<{ seq: number | null }>(
          'SELECT max(seq) AS seq FROM fact WHERE device = $1 AND epoch = $2',
          [device, epoch]
        )
        if ((held?.seq ?? 0) < acked)
          failures.push(
            `${device.slice(-2)} was told that ${acked} facts are safe when head office held ${held?.seq ?? 0}`
          )
        return
      }
      const page = Pulled.parse(json)
      const after = Number(url.searchParams.get('after'))
      const cursors = new Set(page.facts.map((fact) => fact.cursor))
      pages.push({ device, epoch, after, cursor: page.cursor, cursors })
    },
    losing: noteOwnFacts,
    lost: async () => {
      const kept = new Set((await heldByOffice()).map((fact) => fact.id))
      for (const pc of pcs()) for (const fact of ownFacts(pc)) kept.add(fact.id)
      for (const id of recorded.keys()) if (!kept.has(id)) recorded.delete(id)
    },
    restoring: judgePages,
    beforeHealing: async () => {
      noteOwnFacts()
      for (const fact of await heldByOffice()) if (!recorded.has(fact.id)) recorded.set(fact.id, fact)
    },
    judgePages
  }
}

const Header = z.object({ id: z.string(), type: z.string() })

/** What was recorded on a PC and is on its disk, whatever its program thinks. */
const ownFacts = (pc: Pc): readonly RecordedFact[] =>
  pc.disk.database
    .prepare<[string], { id: string; header: string; payload: string | null; seq: number }>(
      'SELECT id, header, payload, seq FROM fact WHERE device = ? AND cursor IS NULL'
    )
    .all(pc.identity.device)
    .map((row) => ({
      id: row.id,
      type: Header.parse(JSON.parse(row.header)).type,
      payload: row.payload ?? '',
      where: `${pc.name} recorded it as ${row.seq}`
    }))
