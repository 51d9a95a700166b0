import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clockTime, isoDate } from '../../domain/values/dates.ts'
import { PersonName } from '../../domain/values/person-name.ts'
import { ScriptFault, scriptsIn } from './scripts.ts'
import { doctorWords, spokenMoment } from './spoken.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { scriptAtDesk, situationsHere } from './queries.ts'
import { closeDesks, deskWith, illToday, ok, talk } from './testing/receptionist.ts'
import { ANNA, booked, visitId } from './testing/two-clinics.ts'

afterEach(closeDesks)

describe('the words', () => {
  it('name this patient, this doctor in the right case, and the offers that exist', async () => {
    const { desk, id } = await illToday([...booked(1, { from: '10:30', name: 'Мельник Ольга Викторовна' })])
    const view = talk(desk, id, visitId(1))
    expect(view.script.lines.map((line) => line.text)).toEqual([
      'Здравствуйте. Это Ольга Викторовна? Клиника на Лесной, меня зовут Анна. Вам удобно сейчас говорить?',
      'Доктор Лисин заболел, поэтому Ваш приём сегодня в 10:30 не состоится.',
      'Приносим Вам извинения. Понимаем, что Вы рассчитывали именно на это время.',
      'Вот что я могу предложить Вам прямо сейчас.',
      'Что из этого Вам удобнее? Запись я оформлю сразу. Если захотите выбрать день к доктору Лисину сами, это можно сделать на сайте в личном кабинете, скидка 7\u00a0% на этот приём сохранится.'
    ])
    expect(view.offers.map((one) => one.say.text)).toEqual([
      'Сегодня в 10:30 Вас может принять доктор Орлова, в этой же клинике.',
      'Сегодня в 11:30 Вас может принять доктор Орлова, в этой же клинике.',
      'Сегодня в 10:30 Вас может принять доктор Ким в нашей клинике на Садовой: Садовая улица, 2.',
      'В субботу 28 ноября в 10:30 Вас примет доктор Лисин, в этой же клинике. На этот приём мы дарим скидку 7\u00a0% в знак извинения.',
      'В понедельник 30 ноября в 10:30 Вас примет доктор Лисин, в этой же клинике. На этот приём мы дарим скидку 7\u00a0% в знак извинения.'
    ])
    expect(view.script.never.map((one) => one.phrase)).toContain('Мы сами только что узнали')
  })

  it('speak to the mother about the child', async () => {
    const { desk, id } = await illToday(
      booked(1, { from: '10:30', name: 'Гаврилова Мира', birthDate: '2019-05-05', mother: 'Гаврилова Нина Павловна' })
    )
    const view = talk(desk, id, visitId(1))
    expect(view.row.representative).toEqual({ name: 'Гаврилова Нина Павловна', phone: '+79215550001' })
    expect(view.script.lines[0]?.text).toBe(
      'Здравствуйте. Это Нина Павловна? Клиника на Лесной, меня зовут Анна. Вам удобно сейчас говорить?'
    )
    expect(view.script.lines[1]?.text).toBe('Доктор Лисин заболел, поэтому приём Миры сегодня в 10:30 не состоится.')
    expect(view.offers[0]?.say.text).toBe('Сегодня в 10:30 Миру может принять доктор Орлова, в этой же клинике.')
  })

  it('know every situation, also without an incident', async () => {
    const desk = await deskWith(booked(1, { from: '10:30', name: 'Мельник Ольга Викторовна' }))
    expect(situationsHere(desk).map((one) => one.key)).toEqual([
      'doctor-ill',
      'equipment-down',
      'analysis-lost',
      'results-not-ready',
      'late-start',
      'wrong-place-or-time',
      'debt-found'
    ])
    const [debt] = ok(scriptAtDesk(desk, ANNA, { situation: 'debt-found', visit: visitId(1) }))
    expect(debt?.lines[0]?.text).toBe('Ольга Викторовна, здравствуйте, меня зовут Анна.')
    const [late] = ok(scriptAtDesk(desk, ANNA, { situation: 'late-start', visit: null }))
    expect(late?.lines[0]?.text).toBe('Здравствуйте, меня зовут Анна.')
  })
})

describe('a script file that somebody spoiled', () => {
  const folders: string[] = []
  const spoiled = (file: string, text: string): string => {
    const folder = mkdtempSync(join(tmpdir(), 'stoika-scripts-'))
    folders.push(folder)
    mkdirSync(join(folder, 'scripts'))
    writeFileSync(join(folder, 'scripts', file), text)
    return folder
  }
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
  })

  it('is named together with what to mend', () => {
    expect(() => scriptsIn(spoiled('late-start.json', '{ "key": '))).toThrow(/^late-start\.json: это не JSON/)
    expect(() => scriptsIn(spoiled('late-start.json', '{ "key": "late-start", "version": 1 }'))).toThrow(ScriptFault)
    const other = readFileSync('resources/scripts/debt-found.json', 'utf8')
    expect(() => scriptsIn(spoiled('late-start.json', other))).toThrow(
      'late-start.json: внутри назван другой случай: debt-found'
    )
    const blamed = other.replace('{me}', '{кто}')
    expect(() => scriptsIn(spoiled('debt-found.json', blamed))).toThrow(
      /^debt-found\.json: lines\.0.*неизвестная подстановка \{кто\}/
    )
  })

  it('that is missing leaves its situation without words and the others with theirs', () => {
    expect([
      ...scriptsIn(spoiled('debt-found.json', readFileSync('resources/scripts/debt-found.json', 'utf8'))).keys()
    ]).toEqual(['debt-found'])
  })
})

describe('names and times aloud', () => {
  const person = (family: string, given: string, patronymic: string | null): PersonName =>
    PersonName.parse({ family, given, patronymic })

  it.each([
    [person('Лисин', 'Алексей', 'Петрович'), 'доктору Лисину', 'male'],
    [person('Орлова', 'Ирина', 'Николаевна'), 'доктору Орловой', 'female'],
    [person('Королёва', 'Анна', null), 'доктору Королёвой', 'female'],
    [person('Абдуллаев', 'Тимур', 'Рашид оглы'), 'доктору Абдуллаеву', 'male'],
    [person('Мельник', 'Ольга', 'Викторовна'), 'доктору Мельник', 'female'],
    [person('', 'Ясмин', null), 'доктору Ясмин', 'unknown']
  ])('%j', (name, dative, gender) => {
    expect(doctorWords(name)).toMatchObject({ dative, gender })
  })

  it('warn where the form is a matter of choice', () => {
    expect(doctorWords(person('Гусь', 'Пётр', 'Ильич')).sure).toBe(false)
    expect(doctorWords(person('Лисин', 'Алексей', 'Петрович')).sure).toBe(true)
  })

  it('say today, tomorrow, and the weekday of every other day', () => {
    const say = (date: string): string => spokenMoment(isoDate(date), clockTime('09:30'), isoDate('2026-11-24'))
    expect(['2026-11-24', '2026-11-25', '2026-11-26', '2026-12-01', '2026-11-29'].map(say)).toEqual([
      'сегодня в 09:30',
      'завтра в 09:30',
      'в четверг 26 ноября в 09:30',
      'во вторник 1 декабря в 09:30',
      'в воскресенье 29 ноября в 09:30'
    ])
  })
})
