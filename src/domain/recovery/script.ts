/** Scripts for the desk's hardest minutes: what a script must hold, and the words of one for a given talk. */
import { z } from 'zod'
import { OfferKind, type OutcomeKind } from './facts.ts'
import { fillTemplate, readTemplate, TemplateFault, type ScriptValues, type Spoken, type Template } from './template.ts'

export const Situation = z.enum([
  'doctor-ill',
  'equipment-down',
  'analysis-lost',
  'results-not-ready',
  'late-start',
  'wrong-place-or-time',
  'debt-found'
])
export type Situation = z.infer<typeof Situation>

/** The common order of bad news: blame nobody, apologise before offering, offer to do it for the patient. */
export const Stage = z.enum(['address', 'fact', 'apology', 'ask', 'choices', 'help', 'confirm'])
export type Stage = z.infer<typeof Stage>

/** Under which circumstances a wording is used. What is not named does not matter. */
const Circumstances = z
  .strictObject({
    place: z.enum(['phone', 'desk']),
    /** The patient, a child's representative known by name, or whoever answers for a child. */
    listener: z.enum(['patient', 'representative', 'unnamed']),
    repair: z.enum(['known', 'unknown']),
    offers: z.enum(['some', 'none']),
    outcome: z.enum([
      'accepted',
      'contact-centre',
      'refused',
      'cancelled',
      'keeps-waiting',
      'not-reached',
      'call-back'
    ] satisfies OutcomeKind[]),
    coupon: z.enum(['given', 'none'])
  })
  .partial()
export type Circumstances = z.infer<typeof Circumstances>

const Phrase = z
  .string()
  .min(1)
  .transform((text, context): Template => {
    try {
      return readTemplate(text)
    } catch (error) {
      if (!(error instanceof TemplateFault)) throw error
      context.addIssue({ code: 'custom', message: error.message })
      return z.NEVER
    }
  })

const Wording = z.strictObject({ when: Circumstances.default({}), say: Phrase })

const Line = z
  .strictObject({ stage: Stage, wordings: z.array(Wording).min(1) })
  .refine(({ wordings }) => Object.keys(wordings.at(-1)?.when ?? {}).length === 0, {
    message: 'последняя формулировка этапа должна подходить всегда: уберите у неё «when»'
  })

/** Which offers the rules may make in an incident; a script without words for one of them would leave the desk speechless. */
const OFFERS_OF: Partial<Record<Situation, readonly OfferKind[]>> = {
  'doctor-ill': [
    'here-same-day',
    'elsewhere-same-day',
    'same-doctor-later',
    'other-doctor-later',
    'elsewhere-later',
    'contact-centre'
  ],
  'equipment-down': ['here-same-day', 'elsewhere-same-day', 'after-repair', 'elsewhere-later', 'contact-centre']
}

export const Script = z
  .strictObject({
    key: Situation,
    version: z.int().min(1),
    title: z.string().min(1),
    lines: z.array(Line).min(4),
    offers: z.partialRecord(OfferKind, z.strictObject({ say: Phrase })),
    /** What must not be said, why, and what to say instead. */
    never: z
      .array(z.strictObject({ phrase: z.string().min(3), why: z.string().min(3), instead: z.string().min(3) }))
      .min(2),
    /** What the receptionist does when the talk is over. */
    afterwards: z.array(z.string().min(3))
  })
  .superRefine(({ key, lines, offers }, context) => {
    const stages = lines.map((line) => Stage.options.indexOf(line.stage))
    if (stages.some((stage, index) => index > 0 && stage <= (stages[index - 1] ?? -1))) {
      context.addIssue({
        code: 'custom',
        path: ['lines'],
        message: `этапы идут по порядку и не повторяются: ${Stage.options.join(', ')}`
      })
    }
    for (const stage of ['address', 'fact', 'apology', 'confirm'] as const) {
      if (!lines.some((line) => line.stage === stage))
        context.addIssue({ code: 'custom', path: ['lines'], message: `нет этапа «${stage}»` })
    }
    for (const kind of OFFERS_OF[key] ?? []) {
      if (offers[kind] === undefined)
        context.addIssue({ code: 'custom', path: ['offers', kind], message: 'для этого предложения нет слов' })
    }
  })
export type Script = z.infer<typeof Script>

export interface SpokenLine extends Spoken {
  readonly stage: Stage
}

const fits = (when: Circumstances, now: Circumstances): boolean =>
  Object.entries(when).every(([name, value]) =>
    Object.entries(now).some(([known, actual]) => known === name && actual === value)
  )

/** The words of one stage; null when the script has no such stage. */
export const speakStage = (
  script: Script,
  stage: Stage,
  now: Circumstances,
  values: ScriptValues
): SpokenLine | null => {
  const wording = script.lines.find((line) => line.stage === stage)?.wordings.find((one) => fits(one.when, now))
  return wording === undefined ? null : { stage, ...fillTemplate(wording.say, values) }
}

/** Everything up to the patient's answer, in order; the confirmation comes when it is known what was agreed. */
export const speakOpening = (script: Script, now: Circumstances, values: ScriptValues): readonly SpokenLine[] =>
  Stage.options.flatMap((stage) => {
    const line = stage === 'confirm' ? null : speakStage(script, stage, now, values)
    return line === null ? [] : [line]
  })

export const speakOffer = (script: Script, kind: OfferKind, values: ScriptValues): Spoken | null => {
  const words = script.offers[kind]
  return words === undefined ? null : fillTemplate(words.say, values)
}
