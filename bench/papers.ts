/** A consent as PDF against Chromium printing the same words, and an act from the click to its first byte at the printer. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { uuidv7 } from 'uuidv7'
import { startCoreProcess } from '../e2e/core-process.ts'
import { prepareDesk } from '../e2e/prepared-desk.ts'
import { electronRuntime } from '../scripts/runtime/electron.ts'
import { prepare } from '../src/core/documents/commands.ts'
import { documentPaper } from '../src/core/documents/paper.ts'
import { paperOf, textPdf } from '../src/core/documents/rendering.ts'
import type { Desk } from '../src/core/desk.ts'
import { startVirtualPrinter } from '../src/core/printing/virtual/tcp-printer.ts'
import { documentAggregate } from '../src/domain/documents/evolve.ts'
import { NO_CHOICES } from '../src/domain/documents/snapshot.ts'
import { PRINTER_PROFILES } from '../src/domain/printing/profile.ts'
import { PrinterId } from '../src/domain/printing/printer.ts'
import { ActId, DocumentId, PatientId, VisitId } from '../src/domain/values/ids.ts'
import { SADOVAYA } from '../src/head-office/demo/clinics.ts'
import { ANNA, STAFF } from '../src/head-office/demo/staff.ts'
import { figure, quantile, type Bench, type Figure } from './bench.ts'
import { printedPage } from './printed-page.ts'

const RUNS = 15
/** Papers made by either side before anything is measured. */
const WARMING = 10
const ACTS = 40

/** Loads the page and prints it, as often as asked; a line about each time. */
const CHROMIUM_MAIN = `
const { app, BrowserWindow } = require('electron')
const { writeFileSync } = require('node:fs')
const path = require('node:path')
app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } })
  for (let run = 0; run < ${RUNS} + ${WARMING}; run++) {
    const began = performance.now()
    await window.loadFile(path.join(__dirname, 'consent.html'))
    const pdf = await window.webContents.printToPDF({ preferCSSPageSize: true })
    process.stdout.write(JSON.stringify(performance.now() - began) + '\\n')
    writeFileSync(path.join(__dirname, 'consent.pdf'), pdf)
  }
  app.exit(0)
})
`

const pagesIn = (pdf: Buffer): number => (pdf.toString('latin1').match(/\/Type \/Page\b/g) ?? []).length

/** Chromium with the same page in the same faces; without the foot and the QR code of each of our pages, to its advantage. */
const chromium = async (
  folder: string,
  page: string
): Promise<{ readonly times: readonly number[]; readonly pdf: Buffer }> => {
  const runtime = await electronRuntime()
  const app = mkdtempSync(path.join(folder, 'chromium-'))
  writeFileSync(
    path.join(app, 'package.json'),
    JSON.stringify({ name: 'chromium-pdf', version: '0.0.0', main: 'main.cjs' })
  )
  writeFileSync(path.join(app, 'main.cjs'), CHROMIUM_MAIN)
  writeFileSync(path.join(app, 'consent.html'), page)
  const child = spawn(runtime.executable, [...runtime.args, '--disable-gpu', app], {
    env: { ...process.env, ...runtime.env },
    stdio: ['ignore', 'pipe', 'ignore']
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  await new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const times = output.trim().split('\n').map(Number)
  if (times.length !== RUNS + WARMING) throw new Error('Chromium did not print every time')
  const pdf = readFileSync(path.join(app, 'consent.pdf'))
  if (!pdf.includes('PTSerif')) throw new Error('Chromium printed in another face')
  // The first pages also start the renderer; every later one is what a warm program would take.
  return { times: times.slice(WARMING), pdf }
}

const consent = async (folder: string, log: (line: string) => void): Promise<Figure[]> => {
  const ours: number[] = []
  let page = ''
  let pages = 0
  let first = 0
  const makePdfs = (desk: Desk): void => {
    const actor = { staff: ANNA.id, name: ANNA.card.name, roles: ANNA.card.roles, clinic: SADOVAYA.id }
    const row = desk.db
      .prepare<[], { id: string; patient: string }>(
        `SELECT visit.id, visit.patient FROM visit JOIN patient ON patient.id = visit.patient
       WHERE visit.state = 'booked' AND patient.birth_date < '1990-01-01' AND visit.clinic = '${SADOVAYA.id}' LIMIT 1`
      )
      .get()
    if (row === undefined) throw new Error('the demo day has no grown-up who is booked')
    const id = DocumentId.parse(uuidv7())
    const made = prepare(desk, actor, {
      id,
      kind: 'implantation-consent',
      patient: PatientId.parse(row.patient),
      visit: VisitId.parse(row.id),
      representative: null,
      choices: NO_CHOICES
    })
    if (!made.ok) throw new Error(`the consent was refused: ${made.refusal.code}`)
    const document = desk.journal.state(documentAggregate, id)
    if (document === null) throw new Error('the prepared consent is not there')
    const paper = paperOf(desk, id, document)
    if (!paper.ok) throw new Error(`the consent has no paper: ${paper.refusal.code}`)
    page = printedPage(documentPaper(paper.value, null).definition, desk.places.fonts)
    for (let run = -WARMING; run < RUNS; run++) {
      // Each has a QR code of its own, as papers of different patients have.
      const another = { ...paper.value, id: DocumentId.parse(uuidv7()) }
      const began = performance.now()
      const pdf = textPdf(desk, another)
      const took = performance.now() - began
      if (run >= 0) ours.push(took)
      if (run > -WARMING) continue
      first = took
      pages = pagesIn(pdf)
      log(`consent of ${pages} pages, ${Math.round(pdf.length / 1024)} KB`)
    }
  }
  await prepareDesk(path.join(folder, 'consent'), { patients: 150, historyDays: 3 }, makePdfs)
  const { times, pdf } = await chromium(folder, page)
  log(`the same by Chromium of ${pagesIn(pdf)} pages, ${Math.round(pdf.length / 1024)} KB`)
  if (pagesIn(pdf) !== pages) throw new Error(`Chromium made ${pagesIn(pdf)} pages of the same text, not ${pages}`)
  const reference = { id: 'chromium-print-to-pdf', values: times }
  return [figure('consent-pdf', 'ms', ours, reference), figure('consent-pdf-first', 'ms', [first], reference)]
}

/** Stands before the printer and notes when the first byte of a receipt (ESC @) goes by; questions about state are not it. */
const watchPrinter = async (
  port: number
): Promise<{ readonly port: number; readonly firstByte: () => Promise<number>; readonly stop: () => void }> => {
  let told: (moment: number) => void = () => undefined
  const server = createServer((client) => {
    const printer = connect(port, '127.0.0.1')
    let begun = false
    client.on('data', (chunk: Buffer) => {
      if (!begun && chunk.includes(Buffer.from([0x1b, 0x40]))) {
        begun = true
        told(performance.now())
      }
      printer.write(chunk)
    })
    printer.on('data', (chunk: Buffer) => client.write(chunk))
    client.on('end', () => printer.end())
    printer.on('end', () => client.end())
    client.on('error', () => printer.destroy())
    printer.on('error', () => client.destroy())
  })
  const own = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  )
  return {
    port: own,
    firstByte: () => new Promise((resolve) => (told = resolve)),
    stop: () => server.close()
  }
}

const act = async (folder: string): Promise<Figure[]> => {
  const prepared = await prepareDesk(path.join(folder, 'act'), { patients: 150, historyDays: 3 })
  const printer = await startVirtualPrinter({ name: 'Чеки 80' })
  const watch = await watchPrinter(printer.port)
  const core = await startCoreProcess(prepared)
  const senior = STAFF.find((one) => one.card.roles.includes('senior-receptionist')) ?? ANNA
  await core.client.staff.signIn({ person: senior.id, pin: senior.pin })
  const [profile] = Object.values(PRINTER_PROFILES)
  await core.client.printing.savePrinter({
    id: PrinterId.parse(uuidv7()),
    name: 'Чеки 80',
    kind: 'receipt-80',
    address: { via: 'tcp', host: '127.0.0.1', port: watch.port },
    profile: profile ?? null,
    enabled: true
  })
  const { visits } = await core.client.visits.day({ date: null })
  const visit = visits.find((one) => one.state === 'in-chair')
  if (visit === undefined) throw new Error('nobody is in the chair on the demo day')
  const draft = await core.client.acts.draft({ visit: visit.id })
  if (draft === null || draft.lines.length === 0) throw new Error('the visit has no work to charge')
  const work = draft.lines.map(({ service, tooth, quantity, discount, doctor, warranty }) => ({
    service,
    tooth,
    quantity,
    discount,
    doctor: doctor.id,
    plan: null,
    warranty
  }))
  const times: number[] = []
  for (let number = 0; number < ACTS; number++) {
    const first = watch.firstByte()
    const began = performance.now()
    await core.client.acts.issue({
      id: ActId.parse(uuidv7()),
      visit: visit.id,
      doctor: visit.doctor.id,
      work,
      payer: { kind: 'patient' },
      contract: null,
      again: number > 0,
      print: 'receipt-80'
    })
    times.push((await first) - began)
    await printer.finished(number + 1)
  }
  await core.stop()
  watch.stop()
  await printer.stop()
  // Medians of eight rounds of five, so that one figure stands for a run like the others.
  const rounds = Array.from({ length: ACTS / 5 }, (_, round) => times.slice(round * 5, round * 5 + 5))
  return [
    figure(
      'act-first-byte',
      'ms',
      rounds.map((round) => quantile(round, 0.5))
    ),
    { ...figure('act-first-byte-p95', 'ms', times), median: Number(quantile(times, 0.95).toPrecision(4)) }
  ]
}

export const papers: Bench = {
  name: 'papers',
  run: async (log) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stoika-papers-'))
    try {
      return [...(await consent(folder, log)), ...(await act(folder))]
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
