/** Who is called first when many must be called: those already here, in pain, after surgery, children, those from afar. */
import { z } from 'zod'

/** In the order of weight: an earlier reason outweighs all later ones together. */
export const UrgencyReason = z.enum(['at-the-desk', 'pain', 'post-op', 'child', 'from-afar'])
export type UrgencyReason = z.infer<typeof UrgencyReason>

export interface PatientInNeed {
  readonly atDesk: boolean
  /** What was told when booking: «острая боль», «едет из Тосно». */
  readonly note: string | null
  readonly minor: boolean
  /** Had an extraction or an implantation in the last two weeks. */
  readonly recentSurgery: boolean
}

/** How many days after surgery the patient still goes first. */
export const SURGERY_DAYS = 14

const NOT_IN_PAIN = /(?<![а-я])(?:боится|боязнь|страх|опасается|без|нет|не|прошла|прошли)\s+(?:[а-я]+ой\s+)?бол[а-я]*/g
const PAIN =
  /(?<![а-я])(?:бол[ьи]|болью|болит|болят|разболел[а-я]*|флюс[а-я]*|отек[а-я]*|опух[а-я]*|пульпит[а-я]*)(?![а-я])/
const POST_OP = /(?<![а-я])(?:после (?:удален|операц|имплантац)|послеоперац|шв[ыао]|шов)(?:[а-я]*)/
const FROM_AFAR =
  /(?<![а-я])(?:(?:едет|едут|приезжа[а-я]+|добира[а-я]+|приедет|приедут)\s+из\s|издалека|иногородн|другого города|далеко ехать)/

export const urgencyOf = (patient: PatientInNeed): readonly UrgencyReason[] => {
  const note = (patient.note ?? '').toLowerCase().replaceAll('ё', 'е').replaceAll(NOT_IN_PAIN, ' ')
  const holds: Readonly<Record<UrgencyReason, boolean>> = {
    'at-the-desk': patient.atDesk,
    pain: PAIN.test(note),
    'post-op': patient.recentSurgery || POST_OP.test(note),
    child: patient.minor,
    'from-afar': FROM_AFAR.test(note)
  }
  return UrgencyReason.options.filter((reason) => holds[reason])
}

/** Larger is sooner. Each reason weighs more than all after it together. */
export const urgencyWeight = (reasons: readonly UrgencyReason[]): number =>
  reasons.reduce((sum, reason) => sum + 2 ** (UrgencyReason.options.length - UrgencyReason.options.indexOf(reason)), 0)
