/** Finding a patient among a million: what each keystroke costs in core, against SQL LIKE over the same table. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { prepareDesk } from '../e2e/prepared-desk.ts'
import { signInAs } from '../e2e/sign-in.ts'
import { launchWorkstation } from '../e2e/window.ts'
import { buildWorkstation } from '../scripts/build/workstation.ts'
import type { Database } from '../src/core/storage/database.ts'
import { ANNA } from '../src/head-office/demo/staff.ts'
import { indexPatient } from '../src/core/patients/views.ts'
import { searchPatients } from '../src/core/patients/search.ts'
import { isoDate } from '../src/domain/values/dates.ts'
import { PersonName } from '../src/domain/values/person-name.ts'
import { Phone } from '../src/domain/values/phone.ts'
import { figure, quantile, type Bench, type Figure } from './bench.ts'

export const PATIENTS = 1_000_000
const RUNS = 5
const FIRST = 10_000

/** Plainly invented stems: common ones come often, as in life, so that short prefixes are as crowded as real ones. */
const FAMILY_STEMS = [
  'Ивано',
  'Петро',
  'Кузнецо',
  'Соколо',
  'Королё',
  'Соловьё',
  'Лебеде',
  'Козло',
  'Новико',
  'Морозо',
  'Волко',
  'Абдулла',
  'Гаврило',
  'Кравцо',
  'Вятки',
  'Мельнико',
  'Зуе',
  'Орло',
  'Лиси',
  'Берёзо',
  'Щукари',
  'Жураве',
  'Ясене',
  'Эрмако',
  'Фонарё',
  'Хмуро',
  'Цветко',
  'Чернико',
  'Шишки',
  'Юрасо'
]
const GIVEN = [
  'Анна',
  'Мария',
  'Елена',
  'Ольга',
  'Наталья',
  'Аделина',
  'Дарья',
  'Мира',
  'Софья',
  'Вера',
  'Зоя',
  'Любовь',
  'Пётр',
  'Иван'
]
const PATRONYMIC = ['Ивановна', 'Петровна', 'Сергеевна', 'Ильинична', 'Олеговна', 'Павловна', 'Фёдоровна', 'Семёновна']

/** A small generator of the same numbers each time (mulberry32). */
const random = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
}

export const fillWithPatients = (db: Database, count: number): void => {
  const next = random(20261124)
  const pick = <Item>(items: readonly Item[], fallback: Item): Item =>
    items[Math.floor(next() ** 1.6 * items.length)] ?? fallback
  const insert = db.prepare(
    `INSERT INTO patient (number, id, name, birth_date, sex, phones, record_number, allergy, representatives, registered_at)
     VALUES (?, ?, ?, ?, 'female', ?, ?, NULL, 0, '2026-01-01T00:00:00.000Z')`
  )
  const syllables = ['ва', 'ро', 'ми', 'та', 'ле', 'ну', 'ся', 'го', 'дё', 'жи']
  const fill = db.transaction((from: number, to: number) => {
    for (let number = from; number < to; number++) {
      const stem =
        next() < 0.5
          ? pick(FAMILY_STEMS, 'Ивано')
          : `${pick(FAMILY_STEMS, 'Ивано').slice(0, 3)}${pick(syllables, 'ва')}${pick(syllables, 'ро')}`
      const name = PersonName.parse({
        family: `${stem}ва`,
        given: pick(GIVEN, 'Анна'),
        patronymic: next() < 0.04 ? null : pick(PATRONYMIC, 'Ивановна')
      })
      const birthDate = isoDate(
        new Date(Date.UTC(1935 + Math.floor(next() * 88), Math.floor(next() * 12), 1 + Math.floor(next() * 28)))
          .toISOString()
          .slice(0, 10)
      )
      const phone = Phone.parse(`+79${String(Math.floor(next() * 1e9)).padStart(9, '0')}`)
      const recordNumber = `043-${String(number).padStart(7, '0')}`
      insert.run(
        number,
        `018f0000-0000-7000-9000-${String(number).padStart(12, '0')}`,
        JSON.stringify(name),
        birthDate,
        JSON.stringify([phone]),
        recordNumber
      )
      indexPatient(db, number, { names: [name], birthDate, phones: [phone], recordNumber })
    }
  })
  // Beside the few patients whom the demo clinic has already.
  for (let from = 1; from <= count; from += 50_000) fill(FIRST + from, FIRST + Math.min(from + 50_000, count + 1))
}

/** What receptionists type, keystroke by keystroke. */
const TYPED = [
  'Иванова Анна',
  'королева ад',
  'соловьёва',
  'ab',
  'Rjhjktdf',
  'kuznetsova ol',
  '1234',
  '8 921 555',
  '12.04.1987',
  'ан ив пе',
  'мельн',
  'гаврилова мира',
  'щук зо',
  '0004711'
]
export const keystrokes = (): readonly string[] =>
  TYPED.flatMap((text) => Array.from({ length: text.length - 1 }, (_, index) => text.slice(0, index + 2)))

/** Figures of core alone, measured on the open database. */
const inCore = (db: Database): readonly Figure[] => {
  const like = db.prepare(`SELECT id FROM patient WHERE name LIKE ? OR phones LIKE ? LIMIT 12`)
  const questions = keystrokes()
  const p50: number[] = []
  const p95: number[] = []
  const max: number[] = []
  const reference: number[] = []
  for (const text of questions) searchPatients(db, text, 12)
  for (let run = 0; run < RUNS; run++) {
    const times = questions.map((text) => {
      const start = performance.now()
      searchPatients(db, text, 12)
      return performance.now() - start
    })
    p50.push(quantile(times, 0.5))
    p95.push(quantile(times, 0.95))
    max.push(Math.max(...times))
    // A name that stands late in the table, as most do: LIKE has to read everything before it.
    const start = performance.now()
    like.all('%Ясенедёжи%', '%Ясенедёжи%')
    reference.push(performance.now() - start)
  }
  const against = { id: 'sql-like', values: reference }
  return [
    figure('search-1m-p50', 'ms', p50, against),
    figure('search-1m-p95', 'ms', p95, against),
    figure('search-1m-max', 'ms', max, against)
  ]
}

/** From each keystroke in the search line to the painted answer, in the real window. */
const inWindow = async (dataDir: string, now: number): Promise<readonly Figure[]> => {
  await using desk = await launchWorkstation({ dataDir, env: { STOIKA_NOW: String(now) } })
  const { page } = desk
  await signInAs(page, ANNA)
  await page.evaluate(() => {
    const times: number[] = []
    Object.assign(globalThis, { keystrokeTimes: times })
    document.addEventListener(
      'input',
      () => {
        const began = performance.now()
        const look = (): void => {
          if (document.querySelector('#find-choices')?.getAttribute('aria-busy') === 'false') {
            requestAnimationFrame(() => times.push(performance.now() - began))
          } else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      },
      { capture: true }
    )
  })
  for (const text of TYPED) {
    await page.keyboard.press('Control+k')
    const line = page.getByRole('combobox')
    for (const sign of text) {
      await line.pressSequentially(sign)
      // A person's pace: the answer to one key is painted before the next.
      await page.locator('#find-choices[aria-busy="false"]').waitFor({ state: 'attached' })
    }
    await page.keyboard.press('Escape')
  }
  const times = await page.evaluate(() => (globalThis as unknown as { keystrokeTimes: number[] }).keystrokeTimes)
  return [
    figure('search-1m-window', 'ms', times),
    { ...figure('search-1m-window-p95', 'ms', times), median: Number(quantile(times, 0.95).toPrecision(4)) }
  ]
}

export const search: Bench = {
  name: 'search',
  run: async (log) => {
    await buildWorkstation()
    const folder = mkdtempSync(path.join(tmpdir(), 'stoika-search-'))
    try {
      let core: readonly Figure[] = []
      const prepared = await prepareDesk(folder, { patients: 150, historyDays: 3 }, (desk) => {
        const began = performance.now()
        fillWithPatients(desk.db, PATIENTS)
        log(`${PATIENTS} patients indexed in ${Math.round((performance.now() - began) / 1000)} s`)
        core = inCore(desk.db)
      })
      return [...core, ...(await inWindow(prepared.dataDir, prepared.now))]
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
