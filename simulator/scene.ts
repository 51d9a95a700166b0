/** What all parts of one story work on: its chance and mood, the order of turns, the virtual clock, and whether things still go wrong. */
import type { RoundProblem } from '../src/core/sync/round.ts'
import type { Chance } from './chance.ts'
import type { DeskSabotage, Life, Pc } from './desk/desk.ts'
import type { CarriedRequest } from '../src/core/sync/http-link.ts'
import type { Mood } from './mood.ts'
import type { Sabotage } from './office/gated-database.ts'
import type { Answer, SimulatedOffice } from './office/office.ts'
import type { Witness } from './oracles/witness.ts'
import type { Event, Story } from './story.ts'
import type { Turns } from './turns.ts'

/** A bug planted at a seam of the product. */
export interface Planted {
  readonly office?: Sabotage
  readonly desk?: DeskSabotage
  /** Answers in head office's place, or null to let it answer. */
  readonly serve?: (url: URL, request: CarriedRequest, now: number) => Answer | null
}

export interface Scene {
  readonly office: SimulatedOffice
  readonly chance: Chance
  readonly mood: Mood
  readonly story: Story
  readonly turns: Turns
  readonly planted: Planted
  readonly pcs: Pc[]
  readonly witness: Witness
  readonly running: Map<Life, Promise<RoundProblem | null>>
  /** Faults of the product itself, met on the way. */
  readonly bugs: string[]
  /** True milliseconds since 1970. */
  time: number
  cruel: boolean
}

/** Whether a fault happens: only while the story is cruel, and unless it is left out. */
export const goesWrong = ({ cruel, story }: Scene, event: Event): boolean => cruel && story.happens(event)
