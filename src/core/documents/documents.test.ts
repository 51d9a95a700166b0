import { readdirSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { documentAggregate } from '../../domain/documents/evolve.ts'
import type { DocumentKind } from '../../domain/documents/kinds.ts'
import { paperCode } from '../../domain/documents/paper-code.ts'
import { NO_CHOICES, type DocumentChoices } from '../../domain/documents/snapshot.ts'
import { PatientDetailsChanged } from '../../domain/patients/facts.ts'
import { newFact } from '../../domain/fact.ts'
import { PersonName } from '../../domain/values/person-name.ts'
import { Strokes } from '../../domain/values/strokes.ts'
import type { DocumentId, PatientId, VisitId } from '../../domain/values/ids.ts'
import { jobRows } from '../printing/queries.ts'
import { unsentBlobs } from '../storage/blob-upload.ts'
import { hashOf } from '../storage/blobs.ts'
import * as commands from './commands.ts'
import { missingConsents } from './needs.ts'
import { print } from './printing.ts'
import { documentsOfVisit, documentView, signingOptions, unfinishedDocuments } from './queries.ts'
import { paperOf, textPdf } from './rendering.ts'
import { markClinicianSigned, signDocumentOnScreen } from './signing.ts'
import { visitPassport } from '../visits/passport.ts'
import {
  ADULT,
  book,
  CHILD,
  CLINIC,
  deliver,
  documentId,
  DOCTOR,
  GRANDMOTHER,
  MOTHER,
  openTestDesk,
  RECEPTION,
  SURGEON,
  TEENAGER,
  TEENAGERS_MOTHER,
  visitId,
  type TestDesk
} from './testing/desk.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

interface Wish {
  readonly number?: number
  readonly patient?: PatientId
  readonly visit?: VisitId | null
  readonly representative?: string | null
  readonly choices?: DocumentChoices
}
const prepare = (desk: TestDesk, kind: DocumentKind, wish: Wish = {}): DocumentId => {
  const id = documentId(wish.number ?? 1)
  const result = attempt(desk, kind, wish)
  expect(result).toEqual({ ok: true, id })
  return id
}
const attempt = (desk: TestDesk, kind: DocumentKind, wish: Wish = {}): commands.DocumentResult =>
  commands.prepare(desk, RECEPTION, {
    id: documentId(wish.number ?? 1),
    kind,
    patient: wish.patient ?? ADULT,
    visit: wish.visit ?? null,
    representative: wish.representative ?? null,
    choices: wish.choices ?? NO_CHOICES
  })
const signOnPaper = (desk: TestDesk, kind: DocumentKind, wish: Wish = {}): DocumentId => {
  const id = prepare(desk, kind, wish)
  expect(print(desk, desk.spool, RECEPTION, { id, copies: 1, printer: null }).ok).toBe(true)
  expect(commands.markSignedOnPaper(desk, RECEPTION, id).ok).toBe(true)
  return id
}
const code = (result: { readonly ok: boolean; readonly refusal?: { readonly code: string } }): string =>
  result.ok ? 'accepted' : (result.refusal?.code ?? '')
const strokes = Strokes.parse({
  aspect: 3,
  lines: [Array.from({ length: 30 }, (_, at) => ({ x: at / 30, y: 0.5 + 0.3 * Math.sin(at / 3), t: at * 16 }))]
})

describe('what a visit needs before the chair', () => {
  it('is the general consent, then those of its services, then nothing once they are signed', async () => {
    const desk = await openTestDesk(closing)
    const visit = book(desk, ADULT, ['extraction:38'])
    expect(missingConsents(desk, visit)).toEqual({
      consents: ['general', 'anaesthesia', 'extraction'],
      personalData: true
    })
    signOnPaper(desk, 'general-consent', { number: 1, visit })
    signOnPaper(desk, 'anaesthesia-consent', { number: 2, visit })
    expect(missingConsents(desk, visit).consents).toEqual(['extraction'])
    signOnPaper(desk, 'extraction-consent', { number: 3, visit })
    signOnPaper(desk, 'personal-data-consent', { number: 4, visit })
    expect(missingConsents(desk, visit)).toEqual({ consents: [], personalData: false })
  })

  it('is met by the patient’s hand, and the passport says that the doctor’s is still awaited', async () => {
    const desk = await openTestDesk(closing)
    const visit = book(desk, ADULT, ['filling:11'])
    const inPassport = () =>
      visitPassport(desk, visit)?.steps.flatMap((step) =>
        step.kind === 'consent' && step.consent === 'general' ? [{ ...step }] : []
      )
    const consent = signOnPaper(desk, 'general-consent', { visit })
    expect(inPassport()).toMatchObject([{ status: 'done', clinicianAwaited: true }])
    expect(code(markClinicianSigned(desk, RECEPTION, { id: consent, clinician: null, strokes: null }))).toBe('accepted')
    expect(inPassport()).toMatchObject([{ status: 'done', clinicianAwaited: false }])
  })

  it('returns when a consent is revoked, annulled or has run out', async () => {
    const desk = await openTestDesk(closing)
    const visit = book(desk, ADULT, ['filling:11'])
    const general = signOnPaper(desk, 'general-consent', { number: 1 })
    const anaesthesia = signOnPaper(desk, 'anaesthesia-consent', { number: 2 })
    expect(missingConsents(desk, visit).consents).toEqual([])
    commands.revoke(desk, RECEPTION, { id: general, reason: 'передумала', channels: null })
    expect(missingConsents(desk, visit).consents).toEqual(['general'])
    commands.annul(desk, RECEPTION, { id: anaesthesia, reason: 'не тот пациент' })
    expect(missingConsents(desk, visit).consents).toEqual(['general', 'anaesthesia'])
    signOnPaper(desk, 'general-consent', { number: 3 })
    signOnPaper(desk, 'anaesthesia-consent', { number: 4 })
    desk.pass(366)
    expect(missingConsents(desk, visit).consents).toEqual(['anaesthesia'])
  })

  it('is not met by the consent to pull another tooth', async () => {
    const desk = await openTestDesk(closing)
    const first = book(desk, ADULT, ['extraction:38'], 1)
    signOnPaper(desk, 'extraction-consent', { number: 1, visit: first })
    const same = book(desk, ADULT, ['extraction:38'], 2)
    const other = book(desk, ADULT, ['extraction:48'], 3)
    expect(missingConsents(desk, same).consents).not.toContain('extraction')
    expect(missingConsents(desk, other).consents).toContain('extraction')
  })

  it('asks a girl of fifteen herself for what her mother signed last year', async () => {
    const desk = await openTestDesk(closing)
    const visit = book(desk, CHILD, ['exam'])
    signOnPaper(desk, 'general-consent', { patient: CHILD, representative: MOTHER })
    expect(missingConsents(desk, visit).consents).toEqual([])
    // Ёлка turns 15 on 1 March 2030.
    desk.pass(365 * 4)
    expect(missingConsents(desk, visit).consents).toEqual(['general'])
  })
})

describe('who signs', () => {
  it('is the mother for a child, and no grandmother whose power of attorney has run out', async () => {
    const desk = await openTestDesk(closing)
    expect(code(attempt(desk, 'general-consent', { patient: CHILD }))).toBe('REPRESENTATIVE_REQUIRED')
    expect(attempt(desk, 'general-consent', { patient: CHILD, representative: GRANDMOTHER })).toEqual({
      ok: false,
      refusal: { code: 'SIGNER_NOT_ALLOWED', problem: 'BASIS_EXPIRED', age: 11 }
    })
    const id = prepare(desk, 'general-consent', { patient: CHILD, representative: MOTHER })
    expect(documentView(desk, id)?.signers).toEqual([
      { role: 'representative', name: 'Примерова Ольга Ивановна', note: 'родитель' }
    ])
    const options = signingOptions(desk, 'general-consent', CHILD)
    expect(options?.required).toEqual(['representative'])
    expect(options?.representatives.map((one) => one.problem)).toEqual([null, 'BASIS_EXPIRED'])
  })

  it('is a girl of sixteen alone about treatment, and both about her data', async () => {
    const desk = await openTestDesk(closing)
    expect(code(attempt(desk, 'general-consent', { patient: TEENAGER, representative: TEENAGERS_MOTHER }))).toBe(
      'SIGNER_NOT_ALLOWED'
    )
    prepare(desk, 'general-consent', { number: 1, patient: TEENAGER })
    const id = prepare(desk, 'personal-data-consent', {
      number: 2,
      patient: TEENAGER,
      representative: TEENAGERS_MOTHER
    })
    expect(documentView(desk, id)?.signers.map((one) => one.role)).toEqual(['patient', 'representative'])
  })
})

describe('a consent on paper', () => {
  it('is recorded and queued together, signed by both sides, and received by scanning its code', async () => {
    const desk = await openTestDesk(closing)
    const visit = book(desk, ADULT, ['exam'])
    const id = prepare(desk, 'general-consent', { visit })
    expect(documentView(desk, id)?.number).toBe('11-000001')
    expect(code(commands.markSignedOnPaper(desk, RECEPTION, id))).toBe('NOT_PRINTED')
    const { title } = documentView(desk, id) ?? { title: '' }
    const printed = print(desk, desk.spool, RECEPTION, { id, copies: 2, printer: null })
    if (!printed.ok) throw new Error(printed.refusal.code)
    expect(printed.jobs.map((job) => [job.kind, job.copy, job.title])).toEqual([
      ['a4', 0, `${title} № 11-000001`],
      ['a4', 0, `${title} № 11-000001`]
    ])
    // The queue shows whose paper it is, and yet keeps no name.
    expect(jobRows(desk.db, desk.spool, [], 10).map((row) => row.patient)).toEqual(
      printed.jobs.map(() => 'Константинопольская-Задунайская\u00a0А.\u00a0В.')
    )
    commands.markSignedOnPaper(desk, RECEPTION, id)
    expect(documentView(desk, id)).toMatchObject({
      status: 'signed',
      originalAwaited: true,
      mode: 'paper',
      text: hashOf(printed.pdf)
    })
    // The very sheets that were signed are kept, whatever the program prints later.
    expect(desk.blobs.get(hashOf(printed.pdf))?.equals(printed.pdf)).toBe(true)
    expect(unsentBlobs(desk.db, 10).map((blob) => blob.sha256)).toEqual([hashOf(printed.pdf)])
    markClinicianSigned(desk, RECEPTION, { id, clinician: null, strokes: null })
    expect(documentView(desk, id)).toMatchObject({
      status: 'complete',
      clinicianSigned: { name: 'Вымыслов Иннокентий Олегович', mode: 'paper' }
    })
    expect(unfinishedDocuments(desk, CLINIC, 10).map((row) => row.id)).toEqual([id])
    expect(code(commands.receiveScanned(desk, RECEPTION, { code: '2000000012346', place: null }))).toBe(
      'NOT_A_DOCUMENT_CODE'
    )
    expect(commands.receiveScanned(desk, RECEPTION, { code: paperCode('document', id), place: 'папка 7' })).toEqual({
      ok: true,
      id
    })
    expect(documentView(desk, id)).toMatchObject({ originalAwaited: false, originalPlace: 'папка 7' })
    expect(unfinishedDocuments(desk, CLINIC, 10)).toEqual([])
  })

  it('says what was true when it was prepared, though the patient has married since', async () => {
    const desk = await openTestDesk(closing)
    const id = prepare(desk, 'general-consent')
    const before = print(desk, null, RECEPTION, { id, copies: 1, printer: null })
    desk.journal.record({ staff: null, clinic: CLINIC }, [
      newFact(PatientDetailsChanged, 'patient', ADULT, {
        changes: { name: PersonName.parse({ family: 'Новосветова', given: 'Александра', patronymic: null }) },
        base: {}
      })
    ])
    const after = print(desk, null, RECEPTION, { id, copies: 1, printer: null })
    if (!before.ok || !after.ok) throw new Error('not printed')
    expect(after.pdf.equals(before.pdf)).toBe(true)
  })

  it('comes out as a marked copy once it is signed, and the signed sheets stay what they were', async () => {
    const desk = await openTestDesk(closing)
    const id = prepare(desk, 'general-consent')
    const original = print(desk, null, RECEPTION, { id, copies: 1, printer: null })
    commands.markSignedOnPaper(desk, RECEPTION, id)
    const copy = print(desk, null, RECEPTION, { id, copies: 1, printer: null })
    if (!original.ok || !copy.ok) throw new Error('not printed')
    expect(copy.pdf.equals(original.pdf)).toBe(false)
    expect(documentView(desk, id)?.text).toBe(hashOf(original.pdf))
  })

  it('is not recorded as printed when there is no printer', async () => {
    const desk = await openTestDesk(closing)
    const id = prepare(desk, 'general-consent')
    desk.db.exec('DELETE FROM printer')
    expect(code(print(desk, desk.spool, RECEPTION, { id, copies: 1, printer: null }))).toBe('NO_PRINTER')
    expect(documentView(desk, id)).toMatchObject({ status: 'draft', copies: 0 })
  })

  it('falls into the queue of pages as a file that others can open', async () => {
    const desk = await openTestDesk(closing)
    const id = prepare(desk, 'general-consent')
    const fallen = new Promise<void>((resolve) => void desk.spool.onPrinted(() => resolve()))
    print(desk, desk.spool, RECEPTION, { id, copies: 1, printer: null })
    await fallen
    expect(readdirSync(desk.pages).filter((file) => file.endsWith('.pdf'))).toHaveLength(1)
  })
})

describe('a consent on the screen', () => {
  const policy = ['general-consent', 'personal-data-consent']

  it('is frozen as it was shown, with the strokes in the file, and signed by the doctor the same way', async () => {
    const desk = await openTestDesk(closing, { screenSigning: policy })
    const visit = book(desk, ADULT, ['exam'])
    const id = prepare(desk, 'general-consent', { visit })
    const shown = shownHash(desk, id)
    expect(
      code(
        signDocumentOnScreen(desk, RECEPTION, {
          id,
          shown: hashOf(Buffer.from('иное')),
          signatures: [{ role: 'patient', strokes }]
        })
      )
    ).toBe('TEXT_CHANGED')
    expect(unsentBlobs(desk.db, 10)).toEqual([])
    expect(signDocumentOnScreen(desk, RECEPTION, { id, shown, signatures: [{ role: 'patient', strokes }] }).ok).toBe(
      true
    )
    const state = desk.journal.state(documentAggregate, id)
    const signed = state?.patientSigned?.signed ?? null
    if (signed === null) throw new Error('no signed file')
    expect(signed).not.toBe(shown)
    expect(desk.blobs.get(signed)?.subarray(0, 5).toString()).toBe('%PDF-')
    expect(unsentBlobs(desk.db, 10)).toHaveLength(3)
    expect(missingConsents(desk, visit).consents).toEqual([])
    expect(code(markClinicianSigned(desk, RECEPTION, { id, clinician: null, strokes }))).toBe('NOT_CLINICIAN')
    expect(markClinicianSigned(desk, SURGEON, { id, clinician: null, strokes }).ok).toBe(true)
    const complete = desk.journal.state(documentAggregate, id)
    expect(complete?.clinicianSigned).toMatchObject({ clinician: DOCTOR, mode: 'screen' })
    expect(complete?.clinicianSigned?.signed).not.toBe(signed)
    expect(code(commands.markOriginalReceived(desk, RECEPTION, { id, place: null }))).toBe('NO_PAPER')
  })

  it('is not taken where the clinic wants paper, nor with places that only a hand can fill', async () => {
    const desk = await openTestDesk(closing, { screenSigning: policy })
    const id = prepare(desk, 'extraction-consent', { number: 1, visit: book(desk, ADULT, ['extraction:38']) })
    expect(
      code(
        signDocumentOnScreen(desk, RECEPTION, {
          id,
          shown: shownHash(desk, id),
          signatures: [{ role: 'patient', strokes }]
        })
      )
    ).toBe('PAPER_ONLY')
    const child = prepare(desk, 'personal-data-consent', { number: 2, patient: CHILD, representative: MOTHER })
    const answer = signDocumentOnScreen(desk, RECEPTION, {
      id: child,
      shown: shownHash(desk, child),
      signatures: [{ role: 'representative', strokes }]
    })
    expect(answer).toEqual({ ok: false, refusal: { code: 'UNFILLED', places: ['patient.document'] } })
  })

  const shownHash = (desk: TestDesk, id: DocumentId): ReturnType<typeof hashOf> => {
    const document = desk.journal.state(documentAggregate, id)
    const found = document === null ? null : paperOf(desk, id, document)
    if (found === null || !found.ok) throw new Error('no paper')
    return hashOf(textPdf(desk, found.value))
  }
})

describe('a patient who does not sign', () => {
  it('leaves the need standing and the reason for the doctor', async () => {
    const desk = await openTestDesk(closing)
    const visit = book(desk, ADULT, ['exam'])
    const id = prepare(desk, 'general-consent', { visit })
    commands.refuseToSign(desk, RECEPTION, { id, reason: 'wants-to-think', note: 'посоветуется с мужем' })
    expect(documentView(desk, id)).toMatchObject({
      status: 'refused',
      refused: { reason: 'wants-to-think', note: 'посоветуется с мужем' }
    })
    expect(missingConsents(desk, visit).consents).toEqual(['general'])
    expect(documentsOfVisit(desk, visit).needs[1]).toMatchObject({
      consent: 'general',
      given: false,
      document: { id, status: 'refused' }
    })
  })

  it('may refuse an intervention in writing, which is a document of its own and no consent', async () => {
    const desk = await openTestDesk(closing)
    const visit = book(desk, ADULT, ['exam'])
    expect(code(attempt(desk, 'general-refusal', { visit }))).toBe('NOTHING_CHOSEN')
    signOnPaper(desk, 'general-refusal', { visit, choices: { ...NO_CHOICES, refused: 'прицельный снимок зуба 38' } })
    expect(missingConsents(desk, visit).consents).toEqual(['general'])
    expect(documentsOfVisit(desk, visit).others.map((row) => row.kind)).toEqual(['general-refusal'])
  })
})

describe('two desks of one clinic', () => {
  it('show the same documents in whatever order the facts came, and a withdrawal wins', async () => {
    const first = await openTestDesk(closing, { number: 1 })
    const second = await openTestDesk(closing, { number: 2, bare: true })
    const visit = book(first, ADULT, ['exam'])
    const id = signOnPaper(first, 'general-consent', { visit })
    deliver(first, second)
    expect(missingConsents(second, visit).consents).toEqual([])
    commands.revoke(second, RECEPTION, { id, reason: null, channels: null })
    markClinicianSigned(first, RECEPTION, { id, clinician: null, strokes: null })
    deliver(second, first)
    deliver(first, second, (all) => all.toReversed())
    const table = (desk: TestDesk): unknown => desk.db.prepare('SELECT * FROM document ORDER BY id').all()
    expect(table(second)).toEqual(table(first))
    expect(missingConsents(first, visit).consents).toEqual(['general'])
    expect(documentView(first, id)?.status).toBe('revoked')
  })

  it('never give two documents one number', async () => {
    const first = await openTestDesk(closing, { number: 1 })
    const second = await openTestDesk(closing, { number: 2 })
    prepare(first, 'general-consent', { number: 1 })
    prepare(second, 'general-consent', { number: 2 })
    expect(documentView(first, documentId(1))?.number).toBe('11-000001')
    expect(documentView(second, documentId(2))?.number).toBe('12-000001')
  })
})

it('knows no needs of a visit that is not there', async () => {
  const desk = await openTestDesk(closing)
  expect(missingConsents(desk, visitId(99))).toEqual({ consents: [], personalData: false })
})
