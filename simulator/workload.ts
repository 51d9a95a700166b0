/** What people at a desk do in a story: the product's own commands, on data that chance picks from what the desk knows. */
import { issueAct } from '../src/core/acts/commands.ts'
import { authorOf, presentAt, type Desk } from '../src/core/desk.ts'
import { prepare } from '../src/core/documents/commands.ts'
import { issue } from '../src/core/loyalty/commands.ts'
import { spendablePoints } from '../src/core/loyalty/queries.ts'
import { debtOf } from '../src/core/money/books.ts'
import { reverse, take } from '../src/core/money/commands.ts'
import { keepPaper } from '../src/core/storage/blob-upload.ts'
import { standingVisitsOn } from '../src/core/visits/queries.ts'
import { DocumentPrinted } from '../src/domain/documents/facts.ts'
import { NO_CHOICES } from '../src/domain/documents/snapshot.ts'
import { newFact, type Decision, type NewFact } from '../src/domain/fact.ts'
import { changePatient, noteAllergy, registerPatient } from '../src/domain/patients/decide.ts'
import { patientAggregate } from '../src/domain/patients/evolve.ts'
import { PatientDetails } from '../src/domain/patients/facts.ts'
import { NO_DISCOUNT } from '../src/domain/plans/priced-line.ts'
import type { Actor } from '../src/domain/staff/rights.ts'
import { ActId, DocumentId, PatientId, PaymentId, VisitId } from '../src/domain/values/ids.ts'
import { kopecks } from '../src/domain/values/money.ts'
import { Phone } from '../src/domain/values/phone.ts'
import { bookVisit, moveVisit, movesFrom, rebookVisit, undoMove } from '../src/domain/visits/decide.ts'
import { visitAggregate } from '../src/domain/visits/evolve.ts'
import { VisitSlot } from '../src/domain/visits/facts.ts'
import type { Chance } from './chance.ts'
import { CHAIRS, DOCTORS, PATIENTS, RECEPTIONIST, SERVICES } from './origin.ts'

/** Carries the work out and says what was done, or null when there was nothing to do it with. */
export type Work = (at: Bench) => string | null

interface Bench {
  readonly desk: Desk
  readonly chance: Chance
  /** Names this piece of work among all of the story. */
  readonly name: string
}

const actorAt = (desk: Desk): Actor => ({
  staff: RECEPTIONIST,
  name: { family: 'Третья', given: 'Вера', patronymic: null },
  roles: ['senior-receptionist'],
  clinic: desk.identity.clinic
})

const record = (desk: Desk, decide: () => Decision<NewFact, { readonly code: string }>): string =>
  desk.journal.atomically(() => {
    const decision = decide()
    if (!decision.ok) return `refused: ${decision.refusal.code}`
    desk.journal.record(authorOf(actorAt(desk)), decision.facts)
    return 'done'
  })

const outcome = (result: { readonly ok: true } | { readonly ok: false; readonly refusal: { code: string } }): string =>
  result.ok ? 'done' : `refused: ${result.refusal.code}`

/** Ids are asked for in order, so that the choice among them hangs on what is there and not on how it came. */
const pickId = ({ desk, chance, name }: Bench, what: string, from: string): string | null => {
  const rows = desk.db.prepare<[], { id: string }>(`SELECT id FROM ${from} ORDER BY id`).all()
  return rows.length === 0 ? null : chance.pick(`${name} ${what}`, rows).id
}

/** Mostly one of those whom all desks know: what is done apart must meet. */
const somePatient = (bench: Bench): PatientId | null => {
  const { chance, name } = bench
  if (chance.happens(`${name} known patient`, 0.8)) return chance.pick(`${name} which`, PATIENTS)
  const id = pickId(bench, 'patient', 'patient')
  return id === null ? null : PatientId.parse(id)
}

const phone = ({ chance, name }: Bench, which: string): Phone =>
  Phone.parse(`+7945${String(chance.below(`${name} phone ${which}`, 10_000_000)).padStart(7, '0')}`)

const ALLERGIES = ['лидокаин', 'пенициллин', 'латекс', 'йод', null] as const
const FAMILIES = ['Выдумкина', 'Примеров', 'Пробный', 'Небывалова'] as const

const registers: Work = (bench) => {
  const { desk, chance, name } = bench
  const id = PatientId.parse(chance.uuid(`${name} id`))
  const details = PatientDetails.parse({
    name: { family: chance.pick(`${name} family`, FAMILIES), given: 'Проба', patronymic: null },
    birthDate: `19${50 + chance.below(`${name} year`, 45)}-01-01`,
    sex: chance.pick(`${name} sex`, ['female', 'male']),
    phones: [phone(bench, 'first')],
    email: null,
    address: null,
    recordNumber: null,
    document: null,
    note: null
  })
  return `registers patient ${short(id)}: ${record(desk, () => registerPatient(null, { id, details, representative: null }, presentAt(desk).today))}`
}

const changesPhone: Work = (bench) => {
  const { desk, chance, name } = bench
  const id = somePatient(bench)
  const state = id === null ? null : desk.journal.state(patientAggregate, id)
  if (id === null || state === null) return null
  const fresh = phone(bench, 'other')
  const phones = chance.happens(`${name} adds`, 0.4) ? [...state.phones.slice(-4), fresh] : [fresh]
  const done = record(desk, () =>
    changePatient(state, { id, changes: { phones }, base: { phones: state.phones } }, presentAt(desk).today)
  )
  return `gives patient ${short(id)} the phone ${phones.join(', ')}: ${done}`
}

const changesNote: Work = (bench) => {
  const { desk, name } = bench
  const id = somePatient(bench)
  const state = id === null ? null : desk.journal.state(patientAggregate, id)
  if (id === null || state === null) return null
  const done = record(desk, () =>
    changePatient(state, { id, changes: { note: name }, base: { note: state.note } }, presentAt(desk).today)
  )
  return `writes a note on patient ${short(id)}: ${done}`
}

const notesAllergy: Work = (bench) => {
  const { desk, chance, name } = bench
  const id = somePatient(bench)
  const state = id === null ? null : desk.journal.state(patientAggregate, id)
  if (id === null || state === null) return null
  const allergy = chance.pick(`${name} allergy`, ALLERGIES)
  const done = record(desk, () => noteAllergy(state, { id, allergy, base: [state.allergy] }))
  return `notes the allergy «${allergy ?? 'нет'}» of patient ${short(id)}: ${done}`
}

const slot = ({ desk, chance, name }: Bench): VisitSlot => {
  const hour = 9 + chance.below(`${name} hour`, 6)
  const which = chance.below(`${name} doctor`, 2)
  return VisitSlot.parse({
    clinic: desk.identity.clinic,
    doctor: DOCTORS[which],
    chair: CHAIRS[which],
    date: presentAt(desk).today,
    from: `${String(hour).padStart(2, '0')}:00`,
    to: `${String(hour).padStart(2, '0')}:30`
  })
}

const books: Work = (bench) => {
  const { desk, chance, name } = bench
  const patient = somePatient(bench)
  if (patient === null) return null
  const id = VisitId.parse(chance.uuid(`${name} id`))
  const at = slot(bench)
  const done = record(desk, () =>
    bookVisit(null, { id, patient, slot: at, services: [], note: null }, standingVisitsOn(desk, at.date))
  )
  return `books visit ${short(id)} of patient ${short(patient)} at ${at.from}: ${done}`
}

const movesOn: Work = (bench) => {
  const { desk, chance, name } = bench
  const id = pickId(bench, 'visit', `visit WHERE state NOT IN ('left', 'cancelled')`)
  if (id === null) return null
  const visit = VisitId.parse(id)
  const state = desk.journal.state(visitAggregate, visit)
  const [usual, ...others] = state === null ? [] : movesFrom(state.state)
  if (state === null || usual === undefined) return null
  const to = chance.happens(`${name} unusual`, 0.15) ? chance.pick(`${name} to`, [usual, ...others]) : usual
  const done = record(desk, () =>
    moveVisit(state, { id: visit, from: state.state, to, reason: null, override: null }, [])
  )
  return `moves visit ${short(visit)} from ${state.state} to ${to}: ${done}`
}

const undoes: Work = (bench) => {
  const id = pickId(bench, 'visit', 'visit')
  if (id === null) return null
  const visit = VisitId.parse(id)
  const { desk } = bench
  const done = record(desk, () => undoMove(desk.journal.state(visitAggregate, visit), { id: visit, move: null }))
  return `takes back the last move of visit ${short(visit)}: ${done}`
}

const rebooks: Work = (bench) => {
  const { desk } = bench
  const id = pickId(bench, 'visit', `visit WHERE state IN ('booked', 'arrived')`)
  if (id === null) return null
  const visit = VisitId.parse(id)
  const at = slot(bench)
  const done = record(desk, () =>
    rebookVisit(
      desk.journal.state(visitAggregate, visit),
      { id: visit, slot: at, reason: 'пациент попросил' },
      standingVisitsOn(desk, at.date)
    )
  )
  return `books visit ${short(visit)} anew at ${at.from}: ${done}`
}

const issuesAct: Work = (bench) => {
  const { desk, chance, name } = bench
  const id = pickId(bench, 'visit', `visit WHERE state IN ('in-chair', 'done', 'paid')`)
  const doctor = DOCTORS[0]
  if (id === null || doctor === undefined) return null
  const act = ActId.parse(chance.uuid(`${name} id`))
  const work = {
    service: chance.pick(`${name} service`, SERVICES),
    tooth: null,
    quantity: 1 + chance.below(`${name} quantity`, 3),
    discount: NO_DISCOUNT,
    doctor,
    plan: null,
    warranty: null
  }
  const issued = issueAct(
    desk,
    null,
    actorAt(desk),
    {
      id: act,
      visit: VisitId.parse(id),
      doctor,
      work: [work],
      payer: { kind: 'patient' },
      contract: null,
      again: chance.happens(`${name} again`, 0.5)
    },
    null
  )
  return `makes out act ${short(act)} for visit ${short(id)}: ${outcome(issued)}`
}

const takesMoney: Work = (bench) => {
  const { desk, chance, name } = bench
  const patient = somePatient(bench)
  if (patient === null) return null
  const id = PaymentId.parse(chance.uuid(`${name} id`))
  const { debt } = debtOf(desk.db, patient)
  const usable = spendablePoints(desk, patient).usable
  const points = debt > 0 && chance.happens(`${name} points`, 0.7) ? Math.min(usable, Math.floor(debt / 100)) : 0
  const rest = debt - points * 100
  const part = debt > 0 ? chance.pick(`${name} part`, [rest, Math.floor(rest / 2)]) : 50_000
  const pays = kopecks(Math.max(0, part))
  const card = chance.happens(`${name} card`, 0.5) ? pays : kopecks(0)
  const taken = take(desk, actorAt(desk), {
    id,
    patient,
    visit: null,
    payer: { kind: 'patient' },
    tender: { pays, card, cashGiven: kopecks(pays - card) },
    points,
    chosen: null,
    advance: points === 0
  })
  return `takes ${pays / 100} roubles and ${points} points from patient ${short(patient)}: ${outcome(taken)}`
}

const reverses: Work = (bench) => {
  const id = pickId(bench, 'payment', 'payment WHERE standing = 1')
  if (id === null) return null
  const reversed = reverse(bench.desk, actorAt(bench.desk), { id: PaymentId.parse(id), reason: 'ошибка кассира' })
  return `gives payment ${short(id)} back: ${outcome(reversed)}`
}

const givesCard: Work = (bench) => {
  const patient = somePatient(bench)
  if (patient === null) return null
  const given = issue(bench.desk, actorAt(bench.desk), { patient, card: { source: 'series' } }, null)
  return `gives patient ${short(patient)} a card: ${outcome(given)}`
}

const keepsPaper: Work = (bench) => {
  const { desk, chance, name } = bench
  const patient = somePatient(bench)
  if (patient === null) return null
  const id = DocumentId.parse(chance.uuid(`${name} id`))
  const actor = actorAt(desk)
  const prepared = prepare(desk, actor, {
    id,
    kind: 'personal-data-consent',
    patient,
    visit: null,
    representative: null,
    choices: NO_CHOICES
  })
  if (prepared.ok)
    desk.journal.atomically(() => {
      const sha256 = keepPaper(desk, Buffer.from(`paper of ${name} ${'x'.repeat(200)}`))
      const printed = newFact(DocumentPrinted, 'document', id, { sha256, copies: 1, repeated: false })
      desk.journal.record(authorOf(actor), [printed])
    })
  return `prepares and prints document ${short(id)} of patient ${short(patient)}: ${outcome(prepared)}`
}

/** A fact that only a program of tomorrow understands: another type, another version, another kind of aggregate. */
const tellsTomorrow: Work = (bench) => {
  const { desk, chance, name } = bench
  const patient = somePatient(bench)
  const [kind, id, type, v] = chance.pick(`${name} form`, [
    ['patient', patient ?? chance.uuid(`${name} id`), 'patient.scent-noted', 1],
    ['patient', patient ?? chance.uuid(`${name} id`), 'patient.details-changed', 9],
    ['robot', chance.uuid(`${name} id`), 'robot.greeted', 1]
  ] as const)
  desk.journal.record(authorOf(actorAt(desk)), [{ type, v, aggregate: { kind, id }, payload: { note: name } }])
  return `runs a trial of tomorrow's program, which records ${type}@${v} of ${kind} ${short(id)}: done`
}

export const short = (id: string): string => id.slice(-6)

/** How often each is done; the sum does not matter. */
export const WORK: readonly (readonly [weight: number, name: string, work: Work])[] = [
  [2, 'registers', registers],
  [5, 'changes a phone', changesPhone],
  [4, 'changes a note', changesNote],
  [3, 'notes an allergy', notesAllergy],
  [5, 'books', books],
  [9, 'moves a visit', movesOn],
  [1, 'takes a move back', undoes],
  [1, 'books anew', rebooks],
  [4, 'makes out an act', issuesAct],
  [5, 'takes money', takesMoney],
  [1, 'gives money back', reverses],
  [3, 'gives a card', givesCard],
  [2, 'keeps a paper', keepsPaper],
  [1, 'tries the next program', tellsTomorrow]
]
