/** What a seed is cruel with, and how much: each story has faults of its own, so that rare ones are met without all others. */
import type { Chance } from './chance.ts'
import { LINE_FAULTS, type LineFault } from './network.ts'

export interface Mood {
  readonly desks: number
  /** One of them has just been enrolled, and has not fetched anything yet. */
  readonly newcomer: boolean
  readonly actions: number
  /** Chance of a fault for each request. */
  readonly line: number
  readonly lineFaults: readonly LineFault[]
  /** Chance of each for every statement of a desk. */
  readonly deskKilled: number
  readonly deskDiskFull: number
  /** Chance of each for every statement of head office. */
  readonly processEnds: number
  readonly officeDiskFull: number
  readonly lyingClocks: boolean
  readonly setBackPcs: boolean
  readonly clones: boolean
  readonly restores: boolean
  /** Head office changes prices. */
  readonly officeWrites: boolean
  readonly otherVersions: boolean
  /** Gates opened between one action and the next, at most. */
  readonly bustle: number
}

/**
 * Both lose facts that only other desks still hold: a desk hands back its own facts alone. So a restored head office
 * neither meets PCs that were set back as well, nor has it written facts of its own since the backup.
 * Nor do clocks lie then: a refilled head office may judge a stamp anew where desks that fetched it cannot notice, for the
 * anchor of a page is the fact's hash alone.
 */
export const moodOf = (chance: Chance): Mood => {
  const level = (name: string, often: number, most: number): number =>
    chance.happens(`mood has ${name}`, often) ? chance.roll(`level of ${name}`) * most : 0
  const restores = chance.happens('mood has restores', 0.25)
  // A lost answer is the fault from which the most follows: both sides know different things.
  const kinds = LINE_FAULTS.filter((kind) => chance.happens(`mood has ${kind}`, kind === 'answer lost' ? 0.8 : 0.35))
  return {
    desks: 2 + chance.below('number of desks', 3),
    newcomer: chance.happens('mood has a newcomer', 0.3),
    actions: 12 + chance.below('number of actions', 34),
    line: kinds.length === 0 ? 0 : level('line faults', 0.7, 0.6),
    lineFaults: kinds,
    deskKilled: level('killed desks', 0.4, 0.004),
    deskDiskFull: level('full disks', 0.2, 0.004),
    processEnds: level('ending processes', 0.4, 0.05),
    officeDiskFull: level('full disks of head office', 0.15, 0.03),
    lyingClocks: !restores && chance.happens('mood has lying clocks', 0.7),
    setBackPcs: !restores && chance.happens('mood has set-back PCs', 0.3),
    clones: chance.happens('mood has clones', 0.2),
    restores,
    officeWrites: !restores,
    otherVersions: chance.happens('mood has other versions', 0.3),
    bustle: chance.pick('bustle', [4, 12, 40])
  }
}
