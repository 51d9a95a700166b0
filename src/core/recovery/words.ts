/** Fills a script with the data of one talk. */
import type { ScriptView } from '../../contract/recovery.ts'
import type { Incident } from '../../domain/recovery/evolve.ts'
import type { Coupon, Offer, OutcomeKind } from '../../domain/recovery/facts.ts'
import { APOLOGY_DISCOUNT, slotOf } from '../../domain/recovery/offers.ts'
import { speakOffer, speakOpening, speakStage, type Circumstances, type Script } from '../../domain/recovery/script.ts'
import type { ScriptValues, Spoken } from '../../domain/recovery/template.ts'
import type { Patient } from '../../domain/patients/evolve.ts'
import type { Actor } from '../../domain/staff/rights.ts'
import type { VisitSlot } from '../../domain/visits/facts.ts'
import { localDate, localTime, type Instant, type IsoDate, type TimeZone } from '../../domain/values/dates.ts'
import { addressName } from '../../domain/values/person-name.ts'
import type { Places } from './places.ts'
import {
  doctorWords,
  givenNameWords,
  speaksFor,
  spokenDate,
  spokenDiscount,
  spokenMoment,
  visitOfWords,
  youWords,
  yourVisitWords
} from './spoken.ts'

/** Where the talk happens: by phone or face to face, here and now. */
export interface Scene {
  readonly actor: Actor
  readonly today: IsoDate
  readonly zone: TimeZone
  readonly places: Places
  readonly atDesk: boolean
}

export interface Subject {
  readonly patient: Patient
  readonly minor: boolean
  readonly original: VisitSlot
}

/** What is the same in every phrase of the talk. */
export const talkValues = (
  scene: Scene,
  subject: Subject,
  incident: Incident | null
): { readonly values: ScriptValues; readonly now: Circumstances } => {
  const { patient, minor, original } = subject
  const speaker = minor ? speaksFor(patient.representatives) : null
  const child = givenNameWords(patient.name, patient.sex)
  const doctor = scene.places.doctorName(original.doctor)
  const repairedBy = incident?.subject.kind === 'equipment-down' ? incident.subject.repairedBy : null
  const values: ScriptValues = {
    address: minor ? (speaker === null ? null : addressName(speaker.name)) : addressName(patient.name),
    me: scene.actor.name.given,
    clinic: scene.places.clinicName(scene.actor.clinic),
    patient: child,
    whom: minor ? child : youWords(patient.sex),
    visit: minor ? visitOfWords(child) : yourVisitWords(),
    when: spokenMoment(original.date, original.from, scene.today),
    doctor: doctor === null ? null : doctorWords(doctor),
    repairDate: repairedBy === null ? null : spokenDate(repairedBy),
    discount: spokenDiscount(APOLOGY_DISCOUNT)
  }
  return {
    values,
    now: {
      place: scene.atDesk ? 'desk' : 'phone',
      listener: minor ? (speaker === null ? 'unnamed' : 'representative') : 'patient',
      repair: repairedBy === null ? 'unknown' : 'known'
    }
  }
}

const slotValues = (
  scene: Scene,
  original: VisitSlot,
  slot: VisitSlot | null,
  discount: number | null
): ScriptValues => {
  if (slot === null) return {}
  const doctor = scene.places.doctorName(slot.doctor)
  const clinic = scene.places.clinicName(slot.clinic)
  return {
    'offer.when': spokenMoment(slot.date, slot.from, scene.today),
    'offer.doctor': doctor === null ? null : doctorWords(doctor),
    'offer.clinic': clinic,
    'offer.address': scene.places.clinicAddress(slot.clinic),
    'offer.place': slot.clinic === original.clinic ? 'в этой же клинике' : `в нашей клинике ${clinic}`,
    ...(discount === null ? {} : { discount: spokenDiscount(discount) })
  }
}

export const sayOffer = (script: Script, offer: Offer, scene: Scene, subject: Subject, incident: Incident): Spoken => {
  const { values } = talkValues(scene, subject, incident)
  const discount = offer.kind === 'contact-centre' ? null : offer.discount
  return (
    speakOffer(script, offer.kind, { ...values, ...slotValues(scene, subject.original, slotOf(offer), discount) }) ?? {
      text: '',
      blanks: [],
      doubtful: []
    }
  )
}

export interface Ending {
  readonly kind: OutcomeKind
  readonly slot: VisitSlot | null
  readonly coupon: Coupon | null
  readonly callBackAt: Instant | null
}

/** The last sentence: what was agreed. */
export const sayEnding = (
  script: Script,
  ending: Ending,
  scene: Scene,
  subject: Subject,
  incident: Incident
): Spoken => {
  const { values, now } = talkValues(scene, subject, incident)
  const { callBackAt, coupon, slot } = ending
  const said = speakStage(
    script,
    'confirm',
    { ...now, outcome: ending.kind, coupon: coupon === null ? 'none' : 'given' },
    {
      ...values,
      ...slotValues(scene, subject.original, slot, coupon?.discount ?? null),
      coupon: coupon?.number ?? null,
      callBack:
        callBackAt === null
          ? null
          : spokenMoment(localDate(callBackAt, scene.zone), localTime(callBackAt, scene.zone), scene.today)
    }
  )
  return said === null
    ? { text: '', blanks: [], doubtful: [] }
    : { text: said.text, blanks: said.blanks, doubtful: said.doubtful }
}

/** The script up to the patient's answer. Without a subject only what needs no patient is filled in. */
export const scriptView = (
  script: Script,
  said: { readonly values: ScriptValues; readonly now: Circumstances }
): ScriptView => ({
  key: script.key,
  version: script.version,
  title: script.title,
  lines: speakOpening(script, said.now, said.values).map((line) => ({
    ...line,
    blanks: [...line.blanks],
    doubtful: [...line.doubtful]
  })),
  never: script.never.map((one) => ({ ...one })),
  afterwards: [...script.afterwards]
})
