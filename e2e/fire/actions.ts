/** What receptionists do while everything around them breaks, drawn from a seed, and what of it must be found afterwards. */
import type { PatientStrip } from '../../src/contract/patients.ts'
import { NO_CHOICES } from '../../src/domain/documents/snapshot.ts'
import type { PatientDetails } from '../../src/domain/patients/facts.ts'
import { inventedPatient } from '../../src/domain/patients/testing/invented.ts'
import { IsoDate } from '../../src/domain/values/dates.ts'
import { DocumentId, PatientId, PaymentId, VisitId } from '../../src/domain/values/ids.ts'
import { kopecks } from '../../src/domain/values/money.ts'
import type { Random } from '../../src/head-office/demo/random.ts'
import type { CoreProcess } from '../core-process.ts'

type Client = CoreProcess['client']

export interface Action {
  /** The fact that it leaves: its type, what it is about, and words that no other fact has. */
  readonly leaves: { readonly type: string; readonly aggregate: string; readonly words: string }
  readonly run: (client: Client) => Promise<unknown>
  /** Code of the refusal by which a repeated action is told that it was done before; null: it is then done once more. */
  readonly doneBefore: string | null
  /** Repeated it is the same thing; an allergy, for one, may be noted again over what came from another desk meanwhile. */
  readonly onceOnly: boolean
}

/** Of one desk: patients whom it registered, and papers that wait for the next hand. */
export interface Folder {
  readonly patients: PatientId[]
  readonly prepared: DocumentId[]
  readonly printed: DocumentId[]
}

const patient = (random: Random): PatientDetails =>
  inventedPatient({
    name: { family: random.pick(['Искрина', 'Обрывова', 'Пламенева']), given: 'Проба', patronymic: null },
    birthDate: `19${random.whole(50, 99)}-05-05`
  })

const register = (random: Random, at: number, folder: Folder): Action => {
  const id = PatientId.parse(random.uuid(at))
  const details = patient(random)
  return {
    leaves: { type: 'patient.registered', aggregate: id, words: '' },
    run: async (client) => {
      await client.patients.register({ id, details, representative: null })
      folder.patients.push(id)
    },
    doneBefore: 'ALREADY_REGISTERED',
    onceOnly: true
  }
}

/** `shared` are known to every desk, so that allergies are noted apart now and then. */
const noteAllergy = (random: Random, shared: readonly PatientId[], folder: Folder): Action => {
  const id = random.pick([...shared, ...folder.patients])
  const allergy = `пыльца ${random.hex(12)}`
  return {
    leaves: { type: 'patient.allergy-noted', aggregate: id, words: `"allergy":"${allergy}"` },
    run: async (client) => {
      const strip: PatientStrip | null = await client.patients.strip({ id })
      const base = strip?.allergies ?? []
      await client.patients.noteAllergy({ id, allergy, base: base.length === 0 ? [null] : base })
    },
    doneBefore: 'NOTHING_CHANGED',
    onceOnly: false
  }
}

const book = (random: Random, at: number, shared: readonly PatientId[], folder: Folder): Action => {
  const id = VisitId.parse(random.uuid(at))
  const who = random.pick([...shared, ...folder.patients])
  const which = random.next()
  return {
    leaves: { type: 'visit.booked', aggregate: id, words: '' },
    run: async (client) => {
      const free = await client.visits.freeSlots({
        doctor: null,
        specialty: null,
        from: IsoDate.parse('2026-11-25'),
        days: 10,
        minutes: 30
      })
      const offer = free[Math.floor(which * free.length)]
      if (offer === undefined) throw new Error('ten days without a free half-hour')
      await client.visits.book({ id, patient: who, slot: offer.slot, services: [], note: null })
    },
    doneBefore: 'ALREADY_BOOKED',
    onceOnly: true
  }
}

const pay = (random: Random, at: number, shared: readonly PatientId[]): Action => {
  const id = PaymentId.parse(random.uuid(at))
  const who = random.pick(shared)
  const sum = kopecks(random.whole(1, 90) * 10_000)
  return {
    leaves: { type: 'payment.received', aggregate: id, words: '' },
    run: (client) =>
      client.money.take({
        id,
        patient: who,
        visit: null,
        payer: { kind: 'patient' },
        tender: { pays: sum, card: kopecks(0), cashGiven: sum },
        points: 0,
        chosen: null,
        advance: true
      }),
    doneBefore: 'ALREADY_RECORDED',
    onceOnly: true
  }
}

const prepare = (random: Random, at: number, shared: readonly PatientId[], folder: Folder): Action => {
  const id = DocumentId.parse(random.uuid(at))
  const who = random.pick(shared)
  return {
    leaves: { type: 'document.prepared', aggregate: id, words: '' },
    run: async (client) => {
      await client.documents.prepare({
        id,
        kind: 'personal-data-consent',
        patient: who,
        visit: null,
        representative: null,
        choices: NO_CHOICES
      })
      folder.prepared.push(id)
    },
    doneBefore: 'ALREADY_PREPARED',
    onceOnly: true
  }
}

const print = (id: DocumentId, folder: Folder): Action => ({
  leaves: { type: 'document.printed', aggregate: id, words: '' },
  run: async (client) => {
    await client.documents.takeFile({ id })
    folder.printed.push(id)
  },
  doneBefore: null,
  onceOnly: false
})

const sign = (id: DocumentId): Action => ({
  leaves: { type: 'document.patient-signed', aggregate: id, words: '' },
  run: (client) => client.documents.signOnPaper({ id }),
  doneBefore: 'WRONG_STATUS',
  onceOnly: true
})

/** The next thing that happens at a desk. Ids are drawn too: the same seed records the same. */
export const nextAction = (random: Random, at: number, shared: readonly PatientId[], folder: Folder): Action => {
  const toPrint = folder.prepared.shift()
  if (toPrint !== undefined) return print(toPrint, folder)
  const toSign = folder.printed.shift()
  if (toSign !== undefined) return sign(toSign)
  return random.weighted([
    [3, () => register(random, at, folder)],
    [3, () => noteAllergy(random, shared, folder)],
    [2, () => book(random, at, shared, folder)],
    [2, () => pay(random, at, shared)],
    [2, () => prepare(random, at, shared, folder)]
  ])()
}
