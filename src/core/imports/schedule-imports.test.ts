import { describe, expect, it } from 'vitest'
import { newFact } from '../../domain/fact.ts'
import { planAggregate } from '../../domain/plans/evolve.ts'
import { VisitMoved } from '../../domain/visits/facts.ts'
import type { Desk } from '../desk.ts'
import { AUTHOR, LISIN, openImportDesk, ORLOVA } from './testing/desk.ts'
import { csv, preview, take, visits, wrong } from './testing/files.ts'

describe('a file of the schedule', () => {
  const withPeople = async (): Promise<Desk> => {
    const desk = await openImportDesk()
    await take(
      desk,
      'patients',
      csv(
        'ФИО;Дата рождения;Телефон;№ карты',
        'Ясный Пётр Ильич;31.01.1990;89215551234;77',
        'Ясная Ольга Петровна;12.04.1987;;78',
        'Ясная Ольга Петровна;12.04.1999;;79'
      )
    )
    return desk
  }
  const SCHEDULE = csv(
    'Дата;Время;Длительность;Врач;Пациент;Дата рождения;Услуги;Статус;Комментарий',
    '25.11.2026;09:00;30;Лисин А. П.;Ясный П. И.;;А-002, Т-001*2;;острая боль',
    '25.11.2026;9:30;60;Лисин;Ясная Ольга Петровна;12.04.1987;;подтверждён;',
    '20.11.2026;10:00;30;Орлова;Ясный Пётр;;Т-001;не пришёл;'
  )

  it('books visits into the doctor’s chair, with services, and with what became of those of the past', async () => {
    const desk = await withPeople()
    expect(preview(desk, 'visits', SCHEDULE).problems).toEqual([])
    await take(desk, 'visits', SCHEDULE)
    const [first, ...rest] = visits(desk).toSorted((a, b) => (a.slot.from < b.slot.from ? -1 : 1))
    expect(first).toMatchObject({
      slot: { date: '2026-11-25', from: '09:00', to: '09:30', doctor: LISIN },
      note: 'острая боль',
      state: 'booked'
    })
    expect(first?.services.map((one) => one.quantity)).toEqual([1, 2])
    expect(rest.map((visit) => [visit.slot.doctor, visit.state])).toEqual([
      [LISIN, 'booked'],
      [ORLOVA, 'no-show']
    ])
    expect(await take(desk, 'visits', SCHEDULE)).toMatchObject({ counts: { same: 3, new: 0, changed: 0 }, facts: 0 })
  })

  it('tells a missing end of the column that the file has', async () => {
    const desk = await withPeople()
    const file = csv('Дата;Начало;Окончание;Врач;Пациент', '25.11.2026;09:00;;Лисин;Ясный П. И.')
    const { problems } = preview(desk, 'visits', file)
    expect(problems.map(({ column, problem }) => [column, problem.code])).toEqual([['to', 'EMPTY']])
  })

  it('moves a visit that has a number of its own, also into the place that another one leaves', async () => {
    const desk = await withPeople()
    const day = (first: string, second: string): Uint8Array =>
      csv('№ записи;Дата;С;По;Врач;№ карты', `1;25.11.2026;${first};Лисин;77`, `2;25.11.2026;${second};Лисин;78`)
    await take(desk, 'visits', day('09:00;09:30', '09:30;10:00'))
    expect((await take(desk, 'visits', day('09:30;10:00', '09:00;09:30'))).counts).toEqual({
      new: 0,
      changed: 2,
      same: 0,
      bad: 0
    })
    expect(visits(desk)).toHaveLength(2)
  })

  it('does not touch what the desk has begun', async () => {
    const desk = await withPeople()
    const day = (time: string): Uint8Array => csv('№ записи;Дата;С;По;Врач;№ карты', `1;25.11.2026;${time};Лисин;77`)
    await take(desk, 'visits', day('09:00;09:30'))
    const row = desk.db.prepare('SELECT id FROM visit').get() as { id: string }
    desk.journal.record(AUTHOR, [newFact(VisitMoved, 'visit', row.id, { from: 'booked', to: 'arrived', reason: null })])
    expect(preview(desk, 'visits', day('09:00;09:30')).counts.same).toBe(1)
    expect(wrong(desk, 'visits', day('12:00;12:30'))).toEqual([[2, null, 'VISIT_STARTED']])
  })

  it('reports patients who are not there or not alone, taken places and states that cannot be', async () => {
    const desk = await withPeople()
    await take(desk, 'visits', SCHEDULE)
    expect(
      wrong(
        desk,
        'visits',
        csv(
          'Дата;С;По;Врач;Пациент;Услуги;Статус;Кабинет',
          '26.11.2026;09:00;09:30;Лисин;Никто Иван Ильич;;;1',
          '26.11.2026;09:00;09:30;Лисин;Ясная Ольга;;;1',
          '25.11.2026;09:15;09:45;Орлова;Ясный Пётр;;;1',
          '26.11.2026;10:00;10:30;Лисин;Ясный Пётр;Ы-1;;1',
          '20.11.2026;12:00;12:30;Лисин;Ясный Пётр;;;1',
          '26.11.2026;11:00;11:30;Лисин;Ясный Пётр;;завершён;1',
          '26.11.2026;12:00;12:30;Лисин;Ясный Пётр;;;1',
          '26.11.2026;12:15;12:45;Орлова;Ясный Пётр;;;1'
        )
      )
    ).toEqual([
      [2, 'fullName', 'PATIENT_UNKNOWN'],
      [3, 'fullName', 'PATIENT_AMBIGUOUS'],
      [4, null, 'SLOT_TAKEN'],
      [5, 'services', 'SERVICE_UNKNOWN'],
      [6, null, 'STATE_NEEDED'],
      [7, null, 'STATE_IN_FUTURE'],
      [9, null, 'SLOT_TAKEN_IN_FILE']
    ])
  })
})

describe('a file of treatment plans', () => {
  const plan = (price: string): Uint8Array =>
    csv(
      'Номер плана;Пациент;Врач;Диагноз;Вариант;Этап;Услуга;Зуб;Количество;Цена;Скидка',
      `П-17;Ясный Пётр;Лисин;К02.1;Лучший;Лечение;Т-001;36;1;${price};`,
      'П-17;Ясный Пётр;Лисин;;Лучший;Лечение;А-002;;2;;7%',
      'П-17;Ясный Пётр;Лисин;;Проще;Лечение;Т-001;36;1;;'
    )
  const withPatient = async (): Promise<Desk> => {
    const desk = await openImportDesk()
    await take(desk, 'patients', csv('ФИО;Дата рождения', 'Ясный Пётр Ильич;31.01.1990'))
    return desk
  }

  it('becomes one plan with variants and stages; changed there it is a new version here', async () => {
    const desk = await withPatient()
    expect((await take(desk, 'plans', plan('1500'))).counts).toEqual({ new: 1, changed: 0, same: 0, bad: 0 })
    const [row] = desk.db.prepare(`SELECT id FROM aggregate_state WHERE kind = 'plan'`).all() as { id: string }[]
    const stored = desk.journal.state(planAggregate, row?.id ?? '')
    expect(
      stored?.versions[0]?.content.variants.map((variant) => [variant.title, variant.stages[0]?.lines.length])
    ).toEqual([
      ['Лучший', 2],
      ['Проще', 1]
    ])
    expect(
      stored?.versions[0]?.content.variants[0]?.stages[0]?.lines.map((line) => [line.price, line.discount])
    ).toEqual([
      [150_000, 0],
      [100_000, 700]
    ])
    expect((await take(desk, 'plans', plan('1500'))).counts).toEqual({ new: 0, changed: 0, same: 1, bad: 0 })
    expect((await take(desk, 'plans', plan('1600'))).counts).toEqual({ new: 0, changed: 1, same: 0, bad: 0 })
    expect(desk.journal.state(planAggregate, row?.id ?? '')?.versions).toHaveLength(2)
  })

  it('reports what the rules of plans refuse', async () => {
    const desk = await withPatient()
    expect(wrong(desk, 'plans', csv('Номер плана;Пациент;Врач;Услуга', 'П-1;Ясный Пётр;Лисин;Т-001'))).toEqual([
      [2, null, 'PLAN_REFUSED']
    ])
    expect(
      wrong(
        desk,
        'plans',
        csv(
          'Номер плана;Пациент;Врач;Услуга;Зуб;Диагноз',
          'П-1;Ясный Пётр;Лисин;Т-001;99;К02',
          'П-1;Ясный Пётр;Лисин;Т-001;36;сильно'
        )
      )
    ).toEqual([
      [2, 'tooth', 'NOT_A_TOOTH'],
      [3, 'diagnosis', 'NOT_MKB10']
    ])
  })
})
