import { spawnSync } from 'node:child_process'
import { afterEach, expect, it } from 'vitest'
import { documentAggregate } from '../../domain/documents/evolve.ts'
import { NO_CHOICES } from '../../domain/documents/snapshot.ts'
import { instant } from '../../domain/values/dates.ts'
import * as commands from './commands.ts'
import { paperOf, textPdf } from './rendering.ts'
import { ADULT, book, documentId, openTestDesk, RECEPTION } from './testing/desk.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

it('a consent prepared on a PC whose clock is not to be trusted says so under its number', async () => {
  const doubt = { desk: instant(Date.parse('2036-11-24T06:00:00Z')), office: null }
  const desk = await openTestDesk(closing, { doubt })
  const id = documentId(1)
  const visit = book(desk, ADULT, ['exam'])
  commands.prepare(desk, RECEPTION, {
    id,
    kind: 'general-consent',
    patient: ADULT,
    visit,
    representative: null,
    choices: NO_CHOICES
  })
  const document = desk.journal.state(documentAggregate, id)
  const found = document === null ? null : paperOf(desk, id, document)
  if (found === null || !found.ok) throw new Error('no paper')
  const pdf = spawnSync('pdftotext', ['-', '-'], { input: textPdf(desk, found.value), encoding: 'utf8' })
  expect(pdf.stdout.replace(/\s+/gu, ' ')).toContain('Часы компьютера показывали 24.11.2036 09:00')
})
