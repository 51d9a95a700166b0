import { beforeAll, describe, expect, it } from 'vitest'
import { AGGREGATES } from '../../domain/aggregates.ts'
import { newFact } from '../../domain/fact.ts'
import { PatientDetails, PatientRegistered, Representative, RepresentativeNamed } from '../../domain/patients/facts.ts'
import { DeviceId } from '../../domain/values/ids.ts'
import { PROJECTIONS } from '../projections.ts'
import { openDatabase } from '../storage/database.ts'
import { openJournal, type Journal } from '../storage/journal.ts'
import { searchPatients } from './search.ts'

let journal: Journal
const ids = new Map<string, string>()
const register = (
  family: string,
  given: string,
  patronymic: string | null,
  birthDate: string,
  phone: string,
  recordNumber: string | null
): string => {
  const id = `018f0000-0000-7000-8000-${String(ids.size + 1).padStart(12, '0')}`
  ids.set(id, `${family} ${given}`)
  const details = PatientDetails.parse({
    name: { family, given, patronymic },
    birthDate,
    sex: 'female',
    phones: phone === '' ? [] : [phone],
    email: null,
    address: null,
    recordNumber,
    document: null,
    note: null
  })
  journal.record({ staff: null, clinic: null }, [newFact(PatientRegistered, 'patient', id, details)])
  return id
}

beforeAll(async () => {
  let tick = 1_700_000_000_000
  journal = openJournal({
    db: await openDatabase({ path: ':memory:', key: null }),
    device: DeviceId.parse('018f0000-0000-7000-8000-0000000000d1'),
    epoch: 0,
    now: () => (tick += 1),
    aggregates: AGGREGATES,
    projections: PROJECTIONS
  })
  register('Королёва', 'Аделина', 'Пробовна', '1987-04-12', '+79215551234', '043-001207')
  register('Соловьёв-Седой', 'Пётр', 'Ильич', '1962-11-03', '+79031112233', null)
  register('Ким', 'Дана', null, '1999-02-28', '+79031112233', null)
  register('Кимова', 'Дарья', 'Олеговна', '2001-05-05', '+79990001122', null)
  const child = register('Гаврилова', 'Мира', null, '2019-03-08', '', null)
  const mother = Representative.parse({
    id: '018f0000-0000-7000-8000-0000000000e1',
    kind: 'parent',
    name: { family: 'Гаврилова', given: 'Нина', patronymic: null },
    birthDate: null,
    phone: '+79117778899',
    document: null,
    basis: null,
    patient: null
  })
  journal.record({ staff: null, clinic: null }, [newFact(RepresentativeNamed, 'patient', child, mother)])
})

const find = (text: string): string[] => searchPatients(journal.db, text, 20).map((id) => ids.get(id) ?? '?')

describe('a patient is found', () => {
  it.each([
    ['by parts of the name in any order', 'ад кор', 'Королёва Аделина'],
    ['with е for ё', 'королева', 'Королёва Аделина'],
    ['with ё for е', 'соловьёв седой', 'Соловьёв-Седой Пётр'],
    ['typed in the wrong keyboard layout', 'rjhjk`df', 'Королёва Аделина'],
    ['in Latin letters', 'koroleva adelina', 'Королёва Аделина'],
    ['by the last four digits of the phone', '1234', 'Королёва Аделина'],
    ['by the phone as dictated', '8 (921) 555-12-34', 'Королёва Аделина'],
    ['by birth date', '12.04.1987', 'Королёва Аделина'],
    ['by birth date and a letter', 'к 12.04.87', 'Королёва Аделина'],
    ['by the number of the record', '1207', 'Королёва Аделина'],
    ['as a child by the phone of the mother', '8899', 'Гаврилова Мира']
  ])('%s', (_how, typed, expected) => {
    expect(find(typed)).toEqual([expected])
  })

  it('together with the family that shares the phone', () => {
    expect(find('111 22 33').toSorted()).toEqual(['Ким Дана', 'Соловьёв-Седой Пётр'])
  })

  it('with the whole word before longer ones', () => {
    expect(find('ким')).toEqual(['Ким Дана', 'Кимова Дарья'])
  })

  it('never by a stray sign, and signs of the query language are plain text', () => {
    expect(find('"*')).toEqual([])
    expect(find('ким" OR "королева')).toEqual([])
    expect(find('')).toEqual([])
  })
})
