import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { ClinicDescribed, ClinicDescription } from '../../domain/clinic/facts.ts'
import { newFact, type NewFact } from '../../domain/fact.ts'
import { instant, instantOf, localDate, clockTime, TimeZone, type IsoDate } from '../../domain/values/dates.ts'
import { ChairId, ClinicId, PatientId, StaffId } from '../../domain/values/ids.ts'
import { VisitBooked, VisitMoved } from '../../domain/visits/facts.ts'
import { problem, TestDesk } from '../testing/desk.ts'
import { testCluster, type TestCluster, type TestOffice } from '../testing/office.ts'

const ZONE = TimeZone.parse('Asia/Kamchatka')
const CLINIC = ClinicId.parse('018f0000-0000-7000-8000-0000000000c1')
const NOW = Date.parse('2026-11-24T05:00:00.000Z')
const PASSWORD = 'пароль-оператора-1'

let cluster: TestCluster
let office: TestOffice
beforeAll(async () => {
  cluster = await testCluster()
  office = await cluster.office({ operatorPassword: PASSWORD, now: () => NOW })
}, 60_000)
afterAll(async () => {
  await office.close()
  await cluster.stop()
})

interface Page {
  readonly status: number
  readonly text: string
  readonly headers: Headers
}

const visit = async (
  path: string,
  options: { readonly cookie?: string; readonly form?: Record<string, string>; readonly from?: string } = {}
): Promise<Page> => {
  const response = await fetch(new URL(path, office.url), {
    redirect: 'manual',
    headers: {
      ...(options.cookie === undefined ? {} : { cookie: options.cookie }),
      ...(options.from === undefined ? {} : { 'sec-fetch-site': options.from })
    },
    ...(options.form === undefined ? {} : { method: 'POST', body: new URLSearchParams(options.form) })
  })
  return { status: response.status, text: await response.text(), headers: response.headers }
}

const signedIn = async (password = PASSWORD): Promise<string> => {
  const page = await visit('/sign-in', { form: { password } })
  return page.headers.get('set-cookie')?.split(';')[0] ?? ''
}

const newDesk = (): TestDesk => {
  const desk = new TestDesk(office.url)
  desk.now = () => NOW
  return desk
}

const describeClinic = (name: string): NewFact =>
  newFact(
    ClinicDescribed,
    'clinic',
    CLINIC,
    ClinicDescription.parse({
      name,
      shortName: 'на Пробной',
      address: 'г. Примерск',
      phone: '',
      legalEntity: 'ООО «Проба»',
      inn: '9900000000',
      ogrn: '1269900000006',
      licence: { number: 'Л041', date: '2021-03-15', issuer: 'пример' },
      zone: ZONE,
      opens: '09:00',
      closes: '21:00',
      screenSigning: []
    })
  )

const booked = (id: string, date: IsoDate): NewFact =>
  newFact(VisitBooked, 'visit', id, {
    patient: PatientId.parse(uuidv7()),
    slot: {
      clinic: CLINIC,
      doctor: StaffId.parse(uuidv7()),
      chair: ChairId.parse(uuidv7()),
      date,
      from: clockTime('10:00'),
      to: clockTime('10:30')
    },
    services: [],
    note: 'Выдумкина Проба Тестовна'
  })

const arrived = (id: string): NewFact =>
  newFact(VisitMoved, 'visit', id, { from: 'booked', to: 'arrived', reason: null })

describe('the operators’ page', () => {
  it('is behind the password', async () => {
    expect((await visit('/')).headers.get('location')).toBe('/sign-in')
    expect((await visit('/', { cookie: 'stoika_operator=guessed' })).headers.get('location')).toBe('/sign-in')
    expect(await visit('/codes', { form: { clinic: CLINIC } })).toMatchObject({ status: 303 })
    const refused = await visit('/sign-in', { form: { password: 'не тот' } })
    expect([refused.status, refused.headers.get('set-cookie')]).toEqual([401, null])
  })

  it('keeps its session away from scripts and other sites, and ends it on request', async () => {
    const page = await visit('/sign-in', { form: { password: PASSWORD } })
    expect(page.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/)
    const cookie = await signedIn()
    expect((await visit('/', { cookie })).status).toBe(200)
    await visit('/sign-out', { cookie, form: {} })
    expect((await visit('/', { cookie })).status).toBe(303)
  })

  it('runs no scripts and takes no forms from elsewhere', async () => {
    const cookie = await signedIn()
    const page = await visit('/', { cookie })
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page.text).not.toMatch(/<script|style=|onclick/i)
    expect((await visit('/codes', { cookie, form: { clinic: CLINIC }, from: 'cross-site' })).status).toBe(403)
  })

  it('counts the day of each clinic in its own zone, whichever desk recorded it and in whatever order it came', async () => {
    const today = localDate(instant(NOW), ZONE)
    const [one, two, other] = [uuidv7(), uuidv7(), uuidv7()]
    const yesterday = localDate(instant(Date.parse(instantOf(today, clockTime('00:00'), ZONE)) - 1), ZONE)
    const author = { staff: null, clinic: CLINIC }
    await office.record(
      [describeClinic('Клиника <на> Камчатской'), booked(one, today), booked(two, today), booked(other, yesterday)].map(
        (fact) => ({ author, at: NOW - 5000, fact })
      )
    )
    await office.record([{ author, at: NOW, fact: arrived(two) }])
    await office.figuresReady()
    const { text } = await visit('/', { cookie: await signedIn() })
    expect(text).toContain('Клиника &lt;на&gt; Камчатской')
    expect(figure(text, 'визиты')).toBe(2)
    expect(figure(text, 'записаны')).toBe(1)
    expect(figure(text, 'ждут')).toBe(1)
    expect(text).not.toContain('Выдумкина')
  })

  it('issues a code with which a desk enrols, and shows what that desk sent and what waits there', async () => {
    const cookie = await signedIn()
    const page = await visit('/codes', { cookie, form: { clinic: CLINIC }, from: 'same-origin' })
    const code = /class="code">([\d ]+)</.exec(page.text)?.[1] ?? ''
    const desk = newDesk()
    await desk.enrol(code, 'Стойка «Левая»')
    await desk.push(desk.record(5))
    desk.record(2)
    await desk.hello()
    const row = /<tr class="fine">.*?Стойка «Левая».*?<\/tr>/s.exec((await visit('/', { cookie })).text)?.[0] ?? ''
    expect([...row.matchAll(/<td class="number[^"]*">([^<]*)/g)].map((cell) => cell[1])).toEqual([
      '01',
      '5',
      '2',
      '—',
      '5'
    ])
    await desk.pull(0)
    expect((await visit('/', { cookie })).text).toMatch(/<td class="number waits">2<\/td>\s*<td class="number">—/)
  })

  it('withdraws a desk only after asking, and the desk is told so', async () => {
    const cookie = await signedIn()
    const desk = newDesk()
    await desk.enrol((await office.issueCode({ id: CLINIC, name: 'Клиника' })).code, 'Лишняя')
    expect((await visit(`/devices/${desk.id}/revoke`, { cookie })).text).toContain('Отключить стойку «Лишняя»?')
    expect((await desk.hello()).acked).toBe(0)
    await visit(`/devices/${desk.id}/revoke`, { cookie, form: {} })
    expect(problem(await desk.send('GET', '/v1/hello')).code).toBe('REVOKED')
    expect((await visit('/', { cookie })).text).toMatch(/<tr class="revoked">\s*<th scope="row"><a [^>]*>Лишняя/)
  })

  it('makes a clinic known by its name alone', async () => {
    const cookie = await signedIn()
    const page = await visit('/codes', { cookie, form: { name: 'Новая клиника' } })
    expect(page.text).toContain('Новая клиника')
    expect((await visit('/codes', { cookie, form: { name: '  ' } })).status).toBe(400)
    expect((await visit('/codes', { cookie, form: { clinic: uuidv7() } })).status).toBe(404)
    expect((await visit('/devices/nobody/revoke', { cookie })).status).toBe(404)
  })

  it('takes a new password from outside, and then old sessions are over', async () => {
    const cookie = await signedIn()
    const renewed = await office.again({ operatorPassword: 'другой-пароль-2' })
    expect((await visit('/', { cookie })).status).toBe(303)
    expect(await signedIn()).toBe('')
    const back = await office.again({ operatorPassword: PASSWORD })
    await renewed.close()
    await back.close()
  })

  it('slows down whoever guesses the password', async () => {
    const statuses = []
    for (let attempt = 0; attempt < 12; attempt++)
      statuses.push((await visit('/sign-in', { form: { password: `догадка ${attempt}` } })).status)
    expect(statuses.at(-1)).toBe(429)
  })

  it('has a password made up at the first start, told once', async () => {
    const first = await cluster.office()
    const second = await first.again()
    expect(first.newPassword).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/)
    expect(second.newPassword).toBeNull()
    await first.close()
    await second.close()
  })
})

const figure = (text: string, label: string): number =>
  Number(new RegExp(`<dt>${label}</dt><dd><b>(\\d+)</b>`).exec(text)?.[1])
