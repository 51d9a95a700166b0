/** Who works at the desk during the shift. */
import { ANNA, DESK } from '../../src/head-office/demo/staff.ts'

export interface Colleague {
  readonly name: string
  readonly pin: string
}

const called = (family: string): Colleague => {
  const one = DESK.find(({ card }) => card.name.family === family)
  if (one === undefined) throw new Error(`nobody at the desk is called ${family}`)
  return { name: family, pin: one.pin }
}

/** The receptionist. */
export const KOLTSOVA: Colleague = { name: ANNA.card.name.family, pin: ANNA.pin }
/** The senior receptionist, who may give money back. */
export const BERESTOVA: Colleague = called('Берестова')
