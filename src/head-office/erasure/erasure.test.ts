import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ClinicDescribed, ClinicDescription } from '../../domain/clinic/facts.ts'
import { ErasureCarriedOut, ErasureRequested } from '../../domain/erasure/facts.ts'
import { newFact, type NewFact } from '../../domain/fact.ts'
import { AllergyNoted, PatientDetails, PatientRegistered } from '../../domain/patients/facts.ts'
import { isoDate } from '../../domain/values/dates.ts'
import { PatientId } from '../../domain/values/ids.ts'
import { VisitBooked, VisitSlot } from '../../domain/visits/facts.ts'
import { chainFault, CHAIN_START } from '../../journal/envelope.ts'
import { TestDesk } from '../testing/desk.ts'
import { testCluster, type TestCluster, type TestOffice } from '../testing/office.ts'
import { TestOperator } from '../testing/operator.ts'

const id = (number: number): string => `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`
const CLINIC = { id: id(1), name: 'Клиника на Пробной' }
const PASSWORD = 'пароль-оператора-1'
const FAMILY = 'Забвенная'

let cluster: TestCluster
let office: TestOffice
let operator: TestOperator
beforeAll(async () => {
  cluster = await testCluster()
  office = await cluster.office({ operatorPassword: PASSWORD })
  operator = await new TestOperator(office.url).signIn(PASSWORD)
  const description = ClinicDescription.parse({
    name: CLINIC.name,
    shortName: 'на Пробной',
    address: '190000, г. Приморск, ул. Пробная, д. 1',
    phone: '',
    legalEntity: 'ООО «Выдуманная стоматология»',
    inn: '7700000000',
    ogrn: '1027700000000',
    licence: { number: 'Л041-00000-00/00000000', date: '2021-02-01', issuer: 'Комитет по здравоохранению' },
    zone: 'Europe/Moscow',
    opens: '09:00',
    closes: '21:00',
    screenSigning: []
  })
  const described = newFact(ClinicDescribed, 'clinic', CLINIC.id, description)
  await office.record([{ author: { staff: null, clinic: null }, at: Date.now(), fact: described }])
}, 60_000)
afterAll(async () => {
  await office.close()
  await cluster.stop()
})

const enrolled = async (name: string): Promise<TestDesk> => {
  const desk = new TestDesk(office.url)
  await desk.enrol((await office.issueCode(CLINIC)).code, name)
  return desk
}

const registered = (patient: string): NewFact =>
  newFact(
    PatientRegistered,
    'patient',
    patient,
    PatientDetails.parse({
      name: { family: FAMILY, given: 'Проба', patronymic: 'Ивановна' },
      birthDate: '1990-01-01',
      sex: 'female',
      phones: ['+79000000001'],
      email: null,
      address: null,
      recordNumber: null,
      document: null,
      note: null
    })
  )
const booked = (patient: string, visit: string): NewFact => {
  const slot = { clinic: CLINIC.id, doctor: id(7), chair: id(8), date: '2026-11-30', from: '10:00', to: '10:30' }
  const payload = {
    patient: PatientId.parse(patient),
    slot: VisitSlot.parse(slot),
    services: [],
    note: `боится, ${FAMILY}`
  }
  return newFact(VisitBooked, 'visit', visit, payload)
}
const requested = (patient: string, erasure: string): NewFact =>
  newFact(ErasureRequested, 'erasure', erasure, {
    patient: PatientId.parse(patient),
    reach: 'everything',
    ground: 'consent-withdrawn',
    basis: 'заявление № 12 от 20.11.2026',
    on: isoDate('2026-11-24')
  })

const told = async (desk: TestDesk, ...facts: readonly NewFact[]): Promise<void> => {
  const from = desk.facts.length
  for (const fact of facts) desk.tell(fact, CLINIC.id)
  await desk.push(desk.facts.slice(from))
}
/** Every text that the database keeps of facts, blobs aside. */
const kept = async (): Promise<string> => {
  const client = new pg.Client({ connectionString: office.databaseUrl })
  await client.connect()
  const { rows } = await client.query('SELECT payload, header FROM fact')
  await client.end()
  return JSON.stringify(rows)
}

describe('a request to destroy a person’s data', () => {
  it('is ordered by an operator, carried out at head office and at every desk, and proven by the act and the log', async () => {
    const [desk, second] = [await enrolled('Стойка 1'), await enrolled('Стойка 2')]
    const [patient, visit, erasure] = [id(100), id(101), id(102)]
    await told(desk, registered(patient), booked(patient, visit), requested(patient, erasure))
    const page = await operator.open(`/erasures/${erasure}`)
    expect((await operator.open('/')).text).toContain('1 обращение об уничтожении персональных данных ждёт решения')
    expect(page.text).toContain('Будет уничтожено на всех стойках и в центре')
    expect(page.text).toContain('сведения о визитах: 1 запись')
    expect(page.text).not.toContain(FAMILY)
    expect(await kept()).toContain(FAMILY)

    const responsible = { name: 'Начальникова Вера Павловна', post: 'директор' }
    const ordered = await operator.send(`/erasures/${erasure}/order`, responsible)
    expect(ordered.text).toContain('ждём подтверждения: 2 стойки')
    await office.erasuresDone()
    expect(await kept()).not.toContain(FAMILY)

    // Whoever pulls now gets headers, the order, and chains that still verify.
    const pulled = (await second.pull(0, 500)).facts.map((one) => one.fact)
    const own = pulled.filter((fact) => fact.header.device === desk.id)
    expect(chainFault({ epoch: 0, seq: 0, hash: CHAIN_START }, own)).toBeNull()
    expect(own.filter((fact) => fact.payload === null)).toHaveLength(2)
    expect(pulled.some((fact) => fact.header.type === 'erasure.ordered')).toBe(true)

    await told(second, newFact(ErasureCarriedOut, 'erasure', erasure, { facts: 2, blobs: 0 }))
    expect((await operator.open(`/erasures/${erasure}`)).text).toContain('ждём подтверждения: 1 стойка')
    const act = (await operator.open(`/erasures/${erasure}/act`)).text
    for (const part of [
      `${FAMILY} Проба Ивановна`,
      'ООО «Выдуманная стоматология», ИНН 7700000000',
      responsible.name,
      'заявление № 12'
    ])
      expect(act).toContain(part)
    expect((await operator.open(`/erasures/${erasure}/log.csv`)).text).toContain('Стойка 2')
  })

  it('reaches also what a desk that was offline tells afterwards, about things old and new', async () => {
    const [desk, offline] = [await enrolled('Стойка 3'), await enrolled('Стойка 4')]
    const [patient, erasure] = [id(200), id(202)]
    await told(desk, registered(patient), requested(patient, erasure))
    await operator.send(`/erasures/${erasure}/order`, { name: 'Начальникова Вера', post: 'директор' })
    await office.erasuresDone()
    await told(
      offline,
      newFact(AllergyNoted, 'patient', patient, { allergy: `йод, ${FAMILY}` }),
      booked(patient, id(203))
    )
    await office.erasuresDone()
    // The visit came to light in one step and is ordered away; the order is carried out in the next.
    await office.erasuresDone()
    expect(await kept()).not.toContain(FAMILY)
  })

  it('may be declined with a reason, and then nothing is destroyed', async () => {
    const desk = await enrolled('Стойка 5')
    const [patient, erasure] = [id(300), id(302)]
    await told(desk, registered(patient), requested(patient, erasure))
    const declined = await operator.send(`/erasures/${erasure}/decline`, { reason: 'нет подписи заявителя' })
    expect(declined.text).toContain('отклонено: нет подписи заявителя')
    await operator.send(`/erasures/${erasure}/order`, { name: 'Начальникова Вера', post: 'директор' })
    await office.erasuresDone()
    expect(await kept()).toContain(patient)
    expect(await kept()).toContain(FAMILY)
  })
})
