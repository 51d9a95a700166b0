import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { DocumentKind } from '../../domain/documents/kinds.ts'
import { DocumentSnapshot, NO_CHOICES, type Signer } from '../../domain/documents/snapshot.ts'
import type { Template } from '../../domain/documents/template.ts'
import { Instant, isoDate } from '../../domain/values/dates.ts'
import { DocumentId } from '../../domain/values/ids.ts'
import { paperFonts } from '../paper/fonts.ts'
import { renderPdf } from '../paper/render.ts'
import { lapsedActs, readCatalogue } from './catalogue.ts'
import * as commands from './commands.ts'
import { documentPaper } from './paper.ts'
import { ADULT, documentId, FONTS, openTestDesk, RECEPTION, RESOURCES } from './testing/desk.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})
const TODAY = isoDate('2026-11-24')
const shipped = readCatalogue(join(RESOURCES, 'templates'))
const fonts = paperFonts(FONTS)

const templateInUse = (kind: DocumentKind): Template => {
  const found = shipped.inUse(kind, TODAY)
  if (found === null || !('template' in found)) throw new Error(`no template of ${kind}`)
  return found.template
}

const mother: Signer = {
  role: 'representative',
  id: '018f0000-0000-7000-8000-0000000000d1',
  kind: 'parent',
  name: { family: 'Примерова', given: 'Ольга', patronymic: 'Ивановна' },
  birthDate: isoDate('1985-01-01'),
  phone: null,
  document: { code: '21', series: '4012', number: '111111', issuedBy: 'отделом по г. Приморску', issuedOn: null },
  basis: { title: 'свидетельство о рождении', number: 'I-АК 123456', date: isoDate('2015-03-10'), validTo: null }
}

const snapshot = (over: object = {}): DocumentSnapshot =>
  DocumentSnapshot.parse({
    on: TODAY,
    patient: {
      name: { family: 'Константинопольская-Задунайская', given: 'Александра-Виктория', patronymic: 'Владиславовна' },
      birthDate: '1987-04-12',
      sex: 'female',
      address: 'г. Приморск, ул. Садовая, д. 1',
      phone: '+79215551234',
      email: 'proba@primer.example',
      document: {
        code: '21',
        series: '4012',
        number: '345678',
        issuedBy: 'отделом по г. Приморску',
        issuedOn: '2012-05-12'
      },
      recordNumber: null,
      allergy: 'лидокаин'
    },
    signers: [{ role: 'patient' }],
    clinic: {
      name: 'Стоматология «Пример»',
      address: '190000, г. Приморск, ул. Лесная, д. 1',
      phone: '+7 812 000-00-00',
      legalEntity: 'ООО «Выдуманная стоматология»',
      inn: '7700000000',
      ogrn: '1027700000000',
      licence: { number: 'Л041-00000-00/00000000', date: '2021-02-01', issuer: 'Комитет по здравоохранению' }
    },
    clinician: {
      id: '018f0000-0000-7000-8000-0000000000e1',
      name: { family: 'Вымыслов', given: 'Иннокентий', patronymic: 'Олегович' },
      position: 'врач-стоматолог-хирург'
    },
    services: [
      {
        id: '018f0000-0000-7000-8000-0000000000f1',
        name: 'Удаление зуба сложное',
        nomenclature: 'A16.07.001.003',
        tooth: '38',
        quantity: 1
      }
    ],
    choices: { ...NO_CHOICES, channels: ['sms'], refused: 'прицельный снимок зуба 38' },
    ...over
  })
const child = (): DocumentSnapshot =>
  snapshot({
    patient: {
      ...snapshot().patient,
      name: { family: 'Примерова', given: 'Ёлка', patronymic: null },
      birthDate: '2015-03-01',
      document: null
    },
    signers: [mother]
  })

const has = (tool: string): boolean => spawnSync(tool, ['-v']).error === undefined
const textOf = (pdf: Buffer): string =>
  spawnSync('pdftotext', ['-', '-'], { input: pdf, encoding: 'utf8' }).stdout.replace(/\s+/gu, ' ')
const paper = (kind: DocumentKind, data: DocumentSnapshot): ReturnType<typeof documentPaper> =>
  documentPaper(
    {
      id: DocumentId.parse('018f0000-0000-7000-8000-0000000000d0'),
      number: '12-000345',
      madeAt: Instant.parse('2026-11-24T06:12:00.000Z'),
      doubt: '',
      template: templateInUse(kind),
      snapshot: data,
      acts: shipped.acts
    },
    null
  )

describe('the templates that ship', () => {
  it('are sound, one of each kind, and cite only acts in force on the day of the demonstration', () => {
    expect(shipped.faults).toEqual([])
    for (const kind of DocumentKind.options) expect(lapsedActs(shipped, templateInUse(kind), TODAY)).toEqual([])
  })

  it('warn when an act they cite has run out', () => {
    expect(lapsedActs(shipped, templateInUse('general-consent'), isoDate('2028-03-01')).map((act) => act.key)).toEqual([
      'order-1051n'
    ])
  })

  it('say how long they are good for in the same number of days as the program counts', () => {
    const termed = DocumentKind.options.map(templateInUse).filter((template) => template.validDays !== null)
    expect(termed.length).toBeGreaterThan(0)
    for (const template of termed) expect(JSON.stringify(template.blocks)).toContain(`${template.validDays} дней`)
  })

  it.skipIf(!has('pdftotext'))('say everything that the law asks of a consent to personal data', () => {
    const text = textOf(renderPdf(paper('personal-data-consent', child()).definition, fonts))
    for (const words of [
      'Примерова Ёлка',
      'Примерова Ольга Ивановна',
      'родитель, свидетельство о рождении № I-АК 123456 от 10.03.2015',
      'паспорт гражданина РФ 4012 № 111111',
      'ООО «Выдуманная стоматология»',
      '190000, г. Приморск, ул. Лесная, д. 1',
      'Цели обработки',
      'Перечень данных',
      'Действия с данными',
      'Способы обработки',
      'Третьим лицам',
      'Срок:',
      'Отзыв:',
      'Федерального закона от 27 июля 2006 г. № 152-ФЗ «О персональных данных»'
    ]) {
      expect(text).toContain(words)
    }
    // Since September 2025 a consent is a document of its own: it holds no other consent.
    expect(text).not.toMatch(/рекламн\S+ рассылк\S+ согласен/u)
  })

  it.skipIf(!has('pdftotext'))('keep to the form of order 1051н, for a patient and for a mother', () => {
    const own = textOf(renderPdf(paper('general-consent', snapshot()).definition, fonts))
    expect(own).toContain(
      'Я, Константинопольская-Задунайская Александра-Виктория Владиславовна, 12 апреля 1987 г. рождения'
    )
    expect(own).toContain(
      'утверждённый приказом Министерства здравоохранения и социального развития Российской Федерации от 23 апреля 2012 г. № 390н'
    )
    expect(own).toContain('частью 9 статьи 20 Федерального закона от 21 ноября 2011 г. № 323-ФЗ')
    expect(own).toContain('Медицинским работником (врач-стоматолог-хирург, Вымыслов Иннокентий Олегович)')
    expect(own).toContain('№ 12-000345 от 24.11.2026 · редакция 1 от 01.09.2026')
    expect(own).not.toContain('законным представителем которого')
    const mothers = textOf(renderPdf(paper('general-consent', child()).definition, fonts))
    expect(mothers).toContain('Я, Примерова Ольга Ивановна, 1 января 1985 г. рождения')
    expect(mothers).toContain('в отношении пациента: Примерова Ёлка, 1 марта 2015 г. рождения')
    expect(mothers).toContain('лицом, законным представителем которого я являюсь')
  })

  it.skipIf(!has('pdftotext'))('leave a line to write on where nothing is known, and no open brace anywhere', () => {
    const unknown = snapshot({
      clinician: null,
      patient: { ...snapshot().patient, address: null, phone: null, email: null, document: null, allergy: null },
      services: []
    })
    for (const kind of DocumentKind.options) {
      for (const data of [unknown, child(), snapshot()]) {
        const text = textOf(renderPdf(paper(kind, data).definition, fonts))
        expect(text).not.toMatch(/[{}]|undefined|null|\[object/u)
        expect(text).toContain('Страница 1 из')
      }
    }
    expect(paper('general-consent', unknown).unfilled).toEqual(['patient.address', 'clinician.name'])
  })

  it('use only signs that the fonts of papers have', () => {
    const words = JSON.stringify([...shipped.acts.values(), ...DocumentKind.options.map(templateInUse)]).replaceAll(
      /\\./gu,
      ''
    )
    for (const face of ['serif', 'serif-bold', 'sans', 'sans-bold'] as const)
      expect(fonts.covers(words, face)).toBe(true)
  })
})

describe('a spoiled template', () => {
  const spoil = (file: string, how: (text: string) => string): string => {
    const resources = mkdtempSync(join(tmpdir(), 'stoika-templates-'))
    closing.push(() => rmSync(resources, { recursive: true, force: true }))
    cpSync(join(RESOURCES, 'templates'), join(resources, 'templates'), { recursive: true })
    const path = join(resources, 'templates', file)
    writeFileSync(path, how(readFileSync(path, 'utf8')))
    return resources
  }
  const faultsOf = (resources: string): unknown =>
    readCatalogue(join(resources, 'templates')).faults.map(({ file, code }) => `${file} ${code}`)

  it.each([
    ['is cut short', (text: string) => text.slice(0, 400), 'not-json'],
    ['lost its title', (text: string) => text.replace('"title"', '"tittle"'), 'wrong-shape'],
    [
      'names a place that nobody knows',
      (text: string) => text.replace('{patient.name}', '{patient.nam}'),
      'unknown-place'
    ],
    [
      'cites an act that is not in the list',
      (text: string) => text.replace('{law-of:fz-323}', '{law-of:fz-999}'),
      'unknown-act'
    ],
    ['has a brace left open', (text: string) => text.replace('{patient.name}', '{patient.name'), 'open-brace'],
    ['has nowhere to sign', (text: string) => text.replace(/,\s*\{ "kind": "signatures" \}/u, ''), 'no-signatures'],
    ['says another version than its name', (text: string) => text.replace('"version": 1', '"version": 2'), 'wrong-name']
  ])('that %s is named with its file and what is wrong', (_how, change, code) => {
    expect(faultsOf(spoil('general-consent.1.json', change))).toContain(`general-consent.1.json ${code}`)
  })

  it('stops its own kind of document and no other', async () => {
    const resources = spoil('general-consent.1.json', (text) => text.slice(0, 400))
    const desk = await openTestDesk(closing, { resources })
    const input = { patient: ADULT, visit: null, representative: null, choices: NO_CHOICES }
    const refused = commands.prepare(desk, RECEPTION, { ...input, id: documentId(1), kind: 'general-consent' })
    expect(refused).toMatchObject({
      ok: false,
      refusal: { code: 'TEMPLATE_BAD', faults: [{ file: 'general-consent.1.json', code: 'not-json' }] }
    })
    expect(commands.prepare(desk, RECEPTION, { ...input, id: documentId(2), kind: 'anaesthesia-consent' }).ok).toBe(
      true
    )
  })

  it('of a newer version is not replaced by the older one in silence', () => {
    const resources = spoil('general-consent.1.json', (text) => text)
    writeFileSync(join(resources, 'templates', 'general-consent.2.json'), '{')
    expect(readCatalogue(join(resources, 'templates')).inUse('general-consent', TODAY)).toMatchObject([
      { file: 'general-consent.2.json', code: 'not-json' }
    ])
  })

  it('that was reworded without a new version does not print what was prepared from the old words', async () => {
    const before = await openTestDesk(closing)
    const id = documentId(1)
    commands.prepare(before, RECEPTION, {
      id,
      kind: 'anaesthesia-consent',
      patient: ADULT,
      visit: null,
      representative: null,
      choices: NO_CHOICES
    })
    const resources = spoil('anaesthesia-consent.1.json', (text) => text.replace('без боли', 'почти без боли'))
    const after = { ...before, places: { ...before.places, resources } }
    const { print } = await import('./printing.ts')
    expect(print(after, null, RECEPTION, { id, copies: 1, printer: null })).toEqual({
      ok: false,
      refusal: { code: 'TEMPLATE_CHANGED', version: 1 }
    })
  })
})
