import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomUUID } from 'node:crypto'
import { openDatabase } from '../../database.ts'
import { TestDesk } from '../../testing/desk.ts'
import { testCluster, type TestCluster, type TestOffice } from '../../testing/office.ts'
import { TestOperator } from '../../testing/operator.ts'

const CLINIC = { id: '018f0000-0000-7000-8000-0000000000c1', name: 'Клиника на Пробной' }
const PASSWORD = 'пароль-оператора-1'

let cluster: TestCluster
let office: TestOffice
let operator: TestOperator
beforeAll(async () => {
  cluster = await testCluster()
}, 60_000)
afterAll(() => cluster.stop())

const opened = async (): Promise<TestDesk> => {
  office = await cluster.office({ operatorPassword: PASSWORD })
  operator = await new TestOperator(office.url).signIn(PASSWORD)
  const desk = new TestDesk(office.url)
  await desk.enrol((await office.issueCode(CLINIC)).code, 'Стойка «Левая»')
  return desk
}

/** Facts of a visit that nobody booked, or that say what no program would. */
const moved = { from: 'booked', to: 'arrived', reason: null }
const visit = (type: string, v = 1): { readonly type: string; readonly v: number; readonly kind: string } => ({
  type,
  v,
  kind: 'visit'
})

describe('a fact that breaks a rule', () => {
  it('is stored and passed on, and listed with what is wrong and where it came from', async () => {
    const desk = await opened()
    const other = new TestDesk(office.url)
    await other.enrol((await office.issueCode(CLINIC)).code)
    desk.record(1, { кому: 'Выдумкина Проба' }, visit('visit.moved'))
    desk.record(1, moved, visit('visit.moved'))
    await desk.push(desk.facts)
    await office.figuresReady()
    expect((await other.pullAll()).map((one) => one.fact)).toEqual(desk.facts)
    expect((await operator.open('/')).text).toContain('2 записи нарушают правила, никем не взято: 2')
    const list = await operator.open('/flagged')
    expect(list.text).toContain('Содержание не по правилам')
    expect(list.text).toContain('Нет начала')
    expect(list.text).toMatch(/Стойка «Левая»<\/a>, Клиника на Пробной/)
    expect(list.text).not.toContain('Выдумкина')
    await office.close()
  })

  it('is taken over by somebody and settled with a note, once', async () => {
    const desk = await opened()
    await desk.push(desk.record(1, moved, visit('visit.moved')))
    await office.figuresReady()
    expect((await operator.send('/flagged/1/own', { owner: ' ' })).status).toBe(400)
    expect((await operator.send('/flagged/1/own', { owner: 'Дежурная Пробникова' })).text).toMatch(
      /Занимается<\/dt> ?<dd>Дежурная Пробникова/
    )
    expect((await operator.open('/')).text).toContain('1 запись нарушает правила<')
    const list = await operator.send('/flagged/1/settle', { by: 'Дежурная Пробникова', note: 'Визит внесён <заново>' })
    expect(list.text).toContain('Все записи в порядке.')
    expect(list.text).toContain('Визит внесён &lt;заново&gt;')
    await operator.send('/flagged/1/settle', { by: 'Другой', note: 'Иначе' })
    expect((await operator.open('/flagged/1')).text).not.toContain('Другой')
    expect((await operator.open('/')).text).not.toContain('Нужно посмотреть')
    expect((await operator.open('/flagged/2')).status).toBe(404)
    expect((await operator.send('/flagged/rubbish/own', { owner: 'Кто-то' })).status).toBe(404)
    await office.close()
  })

  it('about something that begins later leaves the list by itself', async () => {
    const desk = await opened()
    const aggregate = randomUUID()
    desk.record(1, moved, { ...visit('visit.moved'), aggregate })
    await desk.push(desk.facts)
    await office.figuresReady()
    expect((await operator.open('/flagged')).text).toContain('Нет начала')
    const booked = {
      patient: randomUUID(),
      slot: {
        clinic: CLINIC.id,
        doctor: randomUUID(),
        chair: randomUUID(),
        date: '2026-11-24',
        from: '10:00',
        to: '10:30'
      },
      services: [],
      note: ''
    }
    await desk.push(desk.record(1, booked, { ...visit('visit.booked'), aggregate }))
    await office.figuresReady()
    const list = await operator.open('/flagged')
    expect(list.text).toContain('Все записи в порядке.')
    expect(list.text).toContain('само: начало пришло позже')
    await office.close()
  })
})

describe('a fact of a newer program', () => {
  it('is counted apart, and read by itself once head office knows its type', async () => {
    const desk = await opened()
    desk.record(3, { beam: 'up' }, visit('visit.teleported', 7))
    desk.record(2, {}, { kind: 'hologram', type: 'hologram.shown', v: 1 })
    await desk.push(desk.facts)
    await office.figuresReady()
    expect((await operator.open('/')).text).toContain('5 записей новее, чем этот центр')
    const list = await operator.open('/flagged')
    expect(list.text).toContain('Все записи в порядке.')
    expect(list.text).toMatch(/visit\.teleported<\/th> ?<td class="number">7<\/td> ?<td class="number">3</)
    // An older head office did not know this type; the one that starts now does.
    await desk.push(desk.record(1, moved, visit('visit.moved')))
    await office.figuresReady()
    const database = openDatabase(office.databaseUrl, () => undefined)
    await database.query('DELETE FROM flagged_fact')
    await database.query(`INSERT INTO unread_fact VALUES (6, 'visit', 'visit.moved', 1)`)
    await database.close()
    const upgraded = await office.again()
    await upgraded.figuresReady()
    expect((await operator.open('/')).text).toContain('5 записей новее, чем этот центр')
    expect((await operator.open('/flagged')).text).toContain('Нет начала')
    await upgraded.close()
    await office.close()
  })

  it('is no reason to call what hangs on it unbegun', async () => {
    const desk = await opened()
    const aggregate = randomUUID()
    desk.record(1, {}, { ...visit('visit.booked', 99), aggregate })
    desk.record(1, moved, { ...visit('visit.moved'), aggregate })
    await desk.push(desk.facts)
    await office.figuresReady()
    expect((await operator.open('/flagged')).text).toContain('Все записи в порядке.')
    await office.close()
  })
})
