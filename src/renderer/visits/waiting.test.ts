import { expect, it } from 'vitest'
import type { VisitRow } from '../../contract/visits.ts'
import { ClockTime, instant, IsoDate, TimeZone } from '../../domain/values/dates.ts'
import { waitingOf } from './waiting.ts'

const ZONE = TimeZone.parse('Europe/Moscow')
const at = (time: string) => instant(Date.parse(`2026-11-24T${time}:00+03:00`))

const waits = (state: VisitRow['state'], came: string, now: string) =>
  waitingOf(
    { state, since: at(came), date: IsoDate.parse('2026-11-24'), from: ClockTime.parse('12:40') },
    at(now),
    ZONE
  )

it('counts from the booked minute for whoever came early', () => {
  expect(waits('arrived', '11:50', '12:10')).toEqual({ minutes: 0, tone: 'calm' })
  expect(waits('arrived', '11:50', '12:52')).toEqual({ minutes: 12, tone: 'attention' })
  expect(waits('arrived', '11:50', '12:56')).toEqual({ minutes: 16, tone: 'danger' })
})

it('counts from the arrival for whoever came late', () => {
  expect(waits('arrived', '12:50', '12:56')).toEqual({ minutes: 6, tone: 'calm' })
})

it('tells how long somebody sits in the chair without alarm', () => {
  expect(waits('in-chair', '12:20', '13:20')).toEqual({ minutes: 60, tone: 'calm' })
})
