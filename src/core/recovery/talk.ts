/** One patient of an incident as the receptionist sees them while talking: words, live offers, what is kept. */
import type { Talk } from '../../contract/recovery.ts'
import { accept, refuse } from '../../domain/fact.ts'
import { findOffers, sameSlot, slotOf } from '../../domain/recovery/offers.ts'
import { heldNow, incidentAggregate, type Incident } from '../../domain/recovery/evolve.ts'
import type { Offer, Outcome } from '../../domain/recovery/facts.ts'
import type { RecoveryRefusal } from '../../domain/recovery/refusals.ts'
import type { Script } from '../../domain/recovery/script.ts'
import type { Spoken } from '../../domain/recovery/template.ts'
import type { Actor } from '../../domain/staff/rights.ts'
import type { IncidentId, VisitId } from '../../domain/values/ids.ts'
import { presentAt, type Desk } from '../desk.ts'
import { rowOf, summaryOf, surroundingsOf } from './board.ts'
import { caseFile, needOf, type CaseFile } from './case-file.ts'
import { membersOf, type Member } from './incidents.ts'
import { placesOf, type Places } from './places.ts'
import { scheduleFor, type Surroundings } from './schedule.ts'
import { scriptsIn } from './scripts.ts'
import { sayEnding, sayOffer, scriptView, talkValues, type Scene } from './words.ts'

/** Everything about one talk, gathered at one moment for rules and screen alike. */
export interface TalkFile {
  readonly id: IncidentId
  readonly incident: Incident
  readonly members: readonly Member[]
  readonly file: CaseFile
  readonly places: Places
  readonly around: Surroundings
  readonly offers: readonly Offer[]
  readonly script: Script
  readonly scene: Scene
}

type Gathered =
  | { readonly ok: true; readonly facts: readonly TalkFile[] }
  | { readonly ok: false; readonly refusal: RecoveryRefusal }

export const gatherTalk = (desk: Desk, actor: Actor, key: { incident: IncidentId; visit: VisitId }): Gathered => {
  const incident = desk.journal.state(incidentAggregate, key.incident)
  if (incident === null) return refuse({ code: 'INCIDENT_UNKNOWN' })
  const members = membersOf(desk, incident)
  const member = members.find((one) => one.visit === key.visit)
  if (member === undefined) return refuse({ code: 'VISIT_NOT_AFFECTED' })
  const file = caseFile(desk, key.incident, incident, member)
  if (file === null) return refuse({ code: 'VISIT_UNKNOWN' })
  const script = scriptsIn(desk.places.resources).get(incident.subject.kind)
  if (script === undefined) return refuse({ code: 'SCRIPT_MISSING' })
  const places = placesOf(desk.db)
  const around = surroundingsOf(desk, incident, [file], places)
  const offers = findOffers(needOf(file, around), incident, scheduleFor(desk, around, file.id, file.visit.patient))
  const { today, zone } = presentAt(desk)
  const scene: Scene = { actor, today, zone, places, atDesk: file.atDesk }
  return accept({ id: key.incident, incident, members, file, places, around, offers, script, scene })
}

const copied = (said: Spoken) => ({ text: said.text, blanks: [...said.blanks], doubtful: [...said.doubtful] })

export const talkView = (desk: Desk, talk: TalkFile): Talk => {
  const { file, incident, offers, places, scene, script } = talk
  const { moment } = presentAt(desk)
  const hold = heldNow(file.round?.hold ?? null, moment)
  const best = offers.map(slotOf).find((slot) => slot !== null) ?? null
  const said = talkValues(scene, file, incident)
  const farewell = (kind: 'contact-centre' | 'refused' | 'cancelled' | 'keeps-waiting') =>
    copied(sayEnding(script, { kind, slot: null, coupon: null, callBackAt: null }, scene, file, incident))
  return {
    incident: summaryOf(desk, talk.id, incident, talk.members, places),
    row: rowOf(desk, file, places, best),
    atDesk: scene.atDesk,
    now: moment,
    script: scriptView(script, { ...said, now: { ...said.now, offers: best === null ? 'none' : 'some' } }),
    offers: offers.map((offer) => {
      const slot = slotOf(offer)
      const kept = hold !== null && slot !== null && sameSlot(hold.slot, slot)
      return {
        offer,
        place: slot === null ? null : places.view(slot),
        say: copied(sayOffer(script, offer, scene, file, incident)),
        held: kept ? { slot: hold.slot, until: hold.until, mine: hold.device === desk.identity.device } : null
      }
    }),
    farewells: {
      'contact-centre': farewell('contact-centre'),
      refused: farewell('refused'),
      cancelled: farewell('cancelled'),
      'keeps-waiting': farewell('keeps-waiting')
    }
  }
}

/** What ends this talk in words; null when nobody picked up the phone. */
export const endingOf = (talk: TalkFile, outcome: Outcome): ReturnType<typeof copied> | null => {
  if (outcome.kind === 'not-reached') return null
  const accepted = outcome.kind === 'accepted' ? outcome : null
  const ending = {
    kind: outcome.kind,
    slot: accepted?.offer.slot ?? null,
    coupon: accepted?.coupon ?? null,
    callBackAt: outcome.kind === 'call-back' ? outcome.at : null
  }
  return copied(sayEnding(talk.script, ending, talk.scene, talk.file, talk.incident))
}
