import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { newFact } from '../../domain/fact.ts'
import { PinSet, StaffCard, StaffHired, type Role } from '../../domain/staff/facts.ts'
import { DeviceId } from '../../domain/values/ids.ts'
import { hashPin } from '../staff/pin.ts'
import { startWorkstation, stopWorkstation, type WorkstationOptions } from '../workstation.ts'
import { importFromCommandLine } from './command-line.ts'
import { CLINIC } from './testing/desk.ts'

const KEY = 'cd'.repeat(32)
const PIN = '4821'
const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const optionsOf = (data: string): WorkstationOptions => ({
  places: { data, resources: 'resources', fonts: 'node_modules/@expo-google-fonts' },
  key: KEY,
  now: Date.now,
  log: () => undefined
})

/** The data folder of a workstation that was closed; one person may import. */
const closedWorkstation = async (role: Role = 'director'): Promise<string> => {
  const data = mkdtempSync(path.join(tmpdir(), 'stoika-import-'))
  folders.push(data)
  writeFileSync(path.join(data, 'desk.key'), KEY)
  const workstation = await startWorkstation(optionsOf(data))
  const desk = workstation.takeUp({
    device: DeviceId.parse('018f0000-0000-7000-8000-0000000000d1'),
    epoch: 0,
    clinic: CLINIC,
    series: 1,
    name: 'Стойка'
  })
  const id = '018f0000-0000-7000-8000-0000000000b1'
  const card = StaffCard.parse({
    name: { family: 'Ведерников', given: 'Олег', patronymic: 'Максимович' },
    roles: [role],
    clinics: [],
    specialty: null,
    position: ''
  })
  desk.journal.record({ staff: null, clinic: null }, [
    newFact(StaffHired, 'staff', id, card),
    newFact(PinSet, 'staff', id, { hash: await hashPin(PIN) })
  ])
  await stopWorkstation(workstation)
  return data
}

const table = (data: string, ...lines: readonly string[]): string => {
  const file = path.join(data, 'table.csv')
  writeFileSync(file, lines.join('\r\n'))
  return file
}

/** The command line as a function, with everything it would print. */
const run = async (
  args: readonly string[],
  env: Readonly<Record<string, string>> = { STOIKA_PIN: PIN }
): Promise<{ readonly code: number; readonly out: string }> => {
  const lines: string[] = []
  const code = await importFromCommandLine(args, {
    env,
    say: (line) => lines.push(`${line}\n`),
    askPin: () => Promise.resolve(PIN)
  })
  return { code, out: lines.join('') }
}

/** The same as a process of its own that is told the PIN on its input. */
const runProcess = (args: readonly string[]): Promise<{ readonly code: number; readonly out: string }> =>
  new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      [path.join(import.meta.dirname, 'main.ts'), ...args],
      (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code
        if (typeof code === 'number' && stderr === '') resolve({ code, out: stdout })
        else reject(new Error(stderr, { cause: error }))
      }
    )
    child.stdin?.end(`${PIN}\n`)
  })

const PEOPLE = [
  'ФИО;Дата рождения;Телефон;Любимый цвет',
  'Ясный Пётр Ильич;31.01.1990;89215551234;синий',
  'Ясная Ольга Ильинична;12.04.1987;;'
]

describe('npm run import', () => {
  it('looks, takes the file, and changes nothing when it is given again', async () => {
    const data = await closedWorkstation()
    const args = ['patients', table(data, ...PEOPLE), '--data', data, '--as', 'Ведерников']
    const looked = await run([...args, '--dry-run'])
    expect(looked.code).toBe(0)
    expect(looked.out).toContain('Фамилия, имя, отчество ← «ФИО»')
    expect(looked.out).toContain('не используются: Любимый цвет')
    expect(looked.out).toContain(
      'новых 2, изменится 0, без изменений 0, с ошибками 0\nЭто просмотр: ничего не записано.'
    )
    const taken = await runProcess(args)
    expect(taken.out).toContain('Записано, фактов: 2.')
    expect(taken.code).toBe(0)
    expect((await run(args)).out).toContain('без изменений 2, с ошибками 0\nЗаписано, фактов: 0.')
  })

  it('names every bad line with its number, column and reason, records nothing and says so by its exit code', async () => {
    const data = await closedWorkstation()
    const file = table(
      data,
      ...PEOPLE,
      'Ясная Нина Ильинична;31.02.1990;;',
      'Ясная Яна Ильинична;01.01.1990;8,92155512E+10;'
    )
    const { code, out } = await runProcess(['patients', file, '--data', data, '--as', 'Ведерников О. М.'])
    expect(code).toBe(1)
    expect(out).toContain('строка 4, Дата рождения: такого дня в календаре нет («31.02.1990»)')
    expect(out).toContain('строка 5, Телефон: Excel округлил число')
    expect(out).toContain('Ничего не записано')
    expect((await run(['patients', table(data, ...PEOPLE), '--data', data, '--as', 'Ведерников'])).out).toContain(
      'новых 2'
    )
  })

  it('takes headings that only a person can know', async () => {
    const data = await closedWorkstation()
    const args = [
      'patients',
      table(data, 'Кто;Когда', 'Ясный Пётр Ильич;31.01.1990'),
      '--data',
      data,
      '--as',
      'Ведерников'
    ]
    expect((await run(args)).out).toContain(
      'Не найден столбец «Фамилия, имя, отчество». Укажите заголовок ключом --map.'
    )
    const told = await run([...args, '--map', 'fullName=Кто', '--map', 'birthDate=когда'])
    expect(told).toMatchObject({ code: 0 })
    expect((await run(args)).out).toContain('без изменений 1')
  })

  it('asks who it is and what that person may', async () => {
    const data = await closedWorkstation('senior-receptionist')
    const file = table(data, 'ФИО;Роль', 'Новый Иван Ильич;директор')
    expect(await run(['staff', file, '--data', data])).toEqual({
      code: 2,
      out: 'Укажите, от чьего имени импорт: --as "<фамилия>".\n'
    })
    expect((await run(['staff', file, '--data', data, '--as', 'Никто'])).code).toBe(2)
    expect((await run(['staff', file, '--data', data, '--as', 'Ведерников'], { STOIKA_PIN: '0000' })).out).toBe(
      'ПИН не подошёл.\n'
    )
    expect((await run(['staff', file, '--data', data, '--as', 'Ведерников'])).out).toBe(
      'У этого сотрудника нет права на такой импорт.\n'
    )
  })

  it('says that no PIN was typed, and does not count that as a wrong one', async () => {
    const data = await closedWorkstation()
    const args = ['patients', table(data, ...PEOPLE), '--data', data, '--as', 'Ведерников']
    for (const attempt of [1, 2, 3, 4]) {
      const { code, out } = await run(args, { STOIKA_PIN: '' })
      expect(`${attempt}: ${code} ${out}`).toContain(`${attempt}: 2 ПИН не введён`)
    }
    expect(await run(args)).toMatchObject({ code: 0 })
  })

  it('names a flag or a language that it does not know', async () => {
    const { code, out } = await run(['patients', 'x.csv', '--bogus'])
    expect(code).toBe(2)
    expect(out).toContain("'--bogus'")
    expect(await run(['patients', 'x.csv', '--lang', 'de'])).toEqual({
      code: 2,
      out: 'Программа не говорит на языке «de». Есть ru и en.\n'
    })
  })

  it('says plainly why it cannot begin', async () => {
    const data = await closedWorkstation()
    const file = table(data, ...PEOPLE)
    expect((await run([])).out).toContain('npm run import')
    expect((await run(['people', file, '--data', data])).out).toContain('Нет вида импорта «people»')
    expect((await run(['patients', path.join(data, 'nothing.csv'), '--data', data])).out).toContain(
      'Файл не открывается'
    )
    expect((await run(['patients', file, '--data', tmpdir()])).out).toContain('нет базы рабочего места')
    expect((await run(['patients', file, '--data', data], { STOIKA_KEY: 'ab'.repeat(32) })).out).toContain(
      'ключ не подходит или файл повреждён'
    )
    const open = await startWorkstation(optionsOf(data))
    expect((await run(['patients', file, '--data', data, '--as', 'Ведерников'])).out).toContain(
      'закройте программу на этом компьютере'
    )
    await stopWorkstation(open)
  })
})
