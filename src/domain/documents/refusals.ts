/** Why the rules about documents say no. */
import { z } from 'zod'
import { MarketingChannel } from './kinds.ts'
import { TemplateFault } from './template.ts'
import { DocumentStatus } from './status.ts'
import { SignerProblem } from './signers.ts'

export const DocumentRefusal = z.discriminatedUnion('code', [
  z.object({ code: z.literal('DOCUMENT_UNKNOWN') }),
  z.object({ code: z.literal('ALREADY_PREPARED') }),
  z.object({ code: z.literal('PATIENT_UNKNOWN') }),
  z.object({ code: z.literal('REPRESENTATIVE_UNKNOWN') }),
  /** Head office has not described this clinic yet; a paper without name and licence is worth nothing. */
  z.object({ code: z.literal('CLINIC_UNKNOWN') }),
  /** No template of this kind is in use on this day. */
  z.object({ code: z.literal('NO_TEMPLATE') }),
  /** The file of the template is spoiled; `faults` tell which and where. */
  z.object({ code: z.literal('TEMPLATE_BAD'), faults: z.array(TemplateFault) }),
  /** The wording has changed though its version is the same, or this version is not on this workstation. */
  z.object({ code: z.literal('TEMPLATE_CHANGED'), version: z.int() }),
  z.object({ code: z.literal('REPRESENTATIVE_REQUIRED'), age: z.int() }),
  z.object({ code: z.literal('SIGNER_NOT_ALLOWED'), problem: SignerProblem, age: z.int() }),
  /** A refusal must say what is refused; a marketing consent, by which channels. */
  z.object({ code: z.literal('NOTHING_CHOSEN') }),
  /** A phone or an e-mail address is needed for the chosen channel. */
  z.object({ code: z.literal('NO_CONTACT'), channel: MarketingChannel }),
  z.object({ code: z.literal('WRONG_STATUS'), status: DocumentStatus }),
  /** Nothing was printed here, so nobody can have signed it on paper. */
  z.object({ code: z.literal('NOT_PRINTED') }),
  /** The clinic's policy lets people sign this document only on paper. */
  z.object({ code: z.literal('PAPER_ONLY') }),
  /** On the screen nobody can fill these places by hand. */
  z.object({ code: z.literal('UNFILLED'), places: z.array(z.string()) }),
  /** What was shown is not what would be signed now; show it again. */
  z.object({ code: z.literal('TEXT_CHANGED') }),
  /** Not all hands are there, or somebody else's. */
  z.object({ code: z.literal('WRONG_HANDS') }),
  z.object({ code: z.literal('NO_CLINICIAN_NEEDED') }),
  z.object({ code: z.literal('NOT_CLINICIAN') }),
  /** The medical worker signs after the patient has read and signed. */
  z.object({ code: z.literal('PATIENT_FIRST') }),
  /** Signed on the screen: there is no paper to receive. */
  z.object({ code: z.literal('NO_PAPER') }),
  z.object({ code: z.literal('ALREADY_RECEIVED') }),
  z.object({ code: z.literal('NOT_A_DOCUMENT_CODE') }),
  /** The signed file is not on this workstation, and head office has not got it either: the other one has not sent it yet. */
  z.object({ code: z.literal('FILE_ELSEWHERE') }),
  /** The signed file is not on this workstation, and there is no line to ask head office for it. */
  z.object({ code: z.literal('FILE_OUT_OF_REACH') }),
  z.object({ code: z.literal('FILE_DAMAGED') }),
  z.object({ code: z.literal('NO_PRINTER') })
])
export type DocumentRefusal = z.infer<typeof DocumentRefusal>
