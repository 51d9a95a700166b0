import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problem, TestDesk } from '../../testing/desk.ts'
import { testCluster, type TestCluster, type TestOffice } from '../../testing/office.ts'
import { TestOperator } from '../../testing/operator.ts'

const CLINIC = { id: '018f0000-0000-7000-8000-0000000000c1', name: 'Клиника на Пробной' }
const PASSWORD = 'пароль-оператора-1'

let cluster: TestCluster
let office: TestOffice
let operator: TestOperator
let now = Date.parse('2026-11-24T08:00:00.000Z')
beforeAll(async () => {
  cluster = await testCluster()
  office = await cluster.office({ operatorPassword: PASSWORD, now: () => now })
  operator = await new TestOperator(office.url).signIn(PASSWORD)
}, 60_000)
afterAll(async () => {
  await office.close()
  await cluster.stop()
})

const enrolled = async (name: string): Promise<TestDesk> => {
  const desk = new TestDesk(office.url)
  desk.now = () => now
  await desk.enrol((await office.issueCode(CLINIC)).code, name)
  return desk
}

describe('a desk that began a new journal', () => {
  it('is on the overview until an operator has looked at what was carried over', async () => {
    const desk = await enrolled('Стойка «Копия»')
    const clone = desk.copy()
    await desk.push(desk.record(3))
    clone.record(2)
    await clone.beginEpoch()
    await clone.push(clone.facts)
    const overview = await operator.open('/')
    expect(overview.text).toContain('Нужно посмотреть')
    expect(overview.text).toMatch(
      /Стойка «Копия», Клиника на Пробной: 24 нояб\. 2026 г\., 11:00 начат новый журнал, перенесено 2 записи/
    )
    const page = await operator.open(`/devices/${desk.id}`)
    expect(page.text).toContain('patient.noted')
    expect(page.text).toContain('журнал 1, запись 2')
    expect(page.text).not.toContain('проба')
    const looked = await operator.send(`/devices/${desk.id}/epochs/1/look`)
    expect(looked.text).not.toContain('Отметить просмотренным')
    expect((await operator.open('/')).text).not.toContain('Стойка «Копия», Клиника')
  })
})

describe('a desk that an operator withdraws', () => {
  it('is shown with how far it has come: absent, in contact, more to send, everything sent', async () => {
    const desk = await enrolled('Стойка «Прощание»')
    await desk.push(desk.record(1))
    desk.record(4)
    now += 60_000
    expect((await operator.open(`/devices/${desk.id}/revoke`)).text).toContain('Стереть данные на её компьютере')
    const state = async (): Promise<string> => (await operator.open(`/devices/${desk.id}`)).text
    expect((await operator.send(`/devices/${desk.id}/revoke`, { wipe: 'yes' })).text).toContain(
      'После отключения на связь не выходила.'
    )
    now += 60_000
    expect(problem(await desk.send('GET', '/v1/facts?after=0'))).toMatchObject({ code: 'REVOKED', wipe: true })
    expect(await state()).toContain('не сказала, сколько записей на ней осталось')
    expect(problem(await desk.send('GET', '/v1/hello?recorded=5')).code).toBe('REVOKED')
    expect(await state()).toContain('осталось отправить 4 записи')
    await desk.push(desk.facts)
    expect(await state()).toContain('отправила всё, что на ней оставалось')
    expect((await operator.open('/')).text).toContain('отключена, отправила всё')
  })

  it('has what it sent afterwards left apart or given to all, as the operator decides', async () => {
    const [desk, other] = [await enrolled('Стойка «Спор»'), await enrolled('Стойка «Рядом»')]
    await operator.send(`/devices/${desk.id}/revoke`)
    await desk.push(desk.record(5))
    expect((await operator.open('/')).text).toContain('после отключения прислано 5 записей')
    const page = await operator.open(`/devices/${desk.id}`)
    expect(page.text).toMatch(/Пациенты<\/th> ?<td class="number">5</)
    expect(page.text).toContain('Данные на её компьютере остаются.')
    now += 1000
    expect((await operator.send(`/devices/${desk.id}/leave`)).text).toContain('Решено оставить отдельно.')
    expect((await operator.open('/')).text).not.toContain('Стойка «Спор», Клиника')
    now += 60_000
    await desk.push(desk.record(1))
    expect((await operator.open('/')).text).toContain('Стойка «Спор», Клиника')
    expect((await operator.send(`/devices/${desk.id}/release`)).text).not.toContain('Записи, присланные после')
    expect((await other.pullAll()).filter((one) => one.fact.header.device === desk.id)).toHaveLength(6)
  })
})

describe('what a desk gets', () => {
  it('is chosen on its page', async () => {
    const desk = await enrolled('Стойка «Выбор»')
    const checked = /value="(\w+)" checked/
    expect(checked.exec((await operator.open(`/devices/${desk.id}`)).text)?.[1]).toBe('network')
    const page = await operator.send(`/devices/${desk.id}/gets`, { gets: 'clinic' })
    expect(checked.exec(page.text)?.[1]).toBe('clinic')
    expect((await desk.hello()).scopes).toEqual(['network', `clinic:${CLINIC.id}`])
    expect((await operator.send(`/devices/${desk.id}/gets`, { gets: 'everything' })).status).toBe(404)
  })
})

it('shows no page for a desk that is none, nor for head office itself', async () => {
  const desk = await enrolled('Стойка «Вопрос»')
  const { headOffice } = await desk.hello()
  for (const id of ['nobody', '018f0000-0000-7000-8000-00000000dead', headOffice.device]) {
    expect((await operator.open(`/devices/${id}`)).status).toBe(404)
    expect((await operator.send(`/devices/${id}/release`)).status).toBe(404)
  }
})
