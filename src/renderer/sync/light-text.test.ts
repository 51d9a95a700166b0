import { expect, it } from 'vitest'
import type { SyncStatus } from '../../contract/sync.ts'
import { TimeZone, instant } from '../../domain/values/dates.ts'
import { lightText } from './light-text.ts'
import { syncTexts } from './texts.ts'

const ZONE = TimeZone.parse('Europe/Moscow')
const at = (time: string) => instant(Date.parse(`2026-11-24T${time}:00+03:00`))

const said = (status: Partial<SyncStatus>): string =>
  lightText(
    {
      state: 'current',
      phase: null,
      sawAllAt: at('12:10'),
      waiting: 0,
      waitingSince: null,
      fetchedAllAt: at('12:10'),
      toFetch: 0,
      history: null,
      papersWaiting: 0,
      toReview: 0,
      unshown: 0,
      clock: null,
      problem: null,
      ...status
    },
    syncTexts.ru.light,
    at('12:40'),
    ZONE
  )

const failed = (code: 'UNREACHABLE' | 'BUSY' | 'RUBBISH' | 'REVOKED'): SyncStatus['problem'] => ({
  code,
  phase: 'greeting',
  achieved: null,
  at: at('12:39'),
  retryAt: at('12:41')
})

it('says when head office saw everything while nothing waits', () => {
  expect(said({})).toBe('Центр видел всё в 12:10')
})

it('says what is being sent while there is a line', () => {
  expect(said({ state: 'working', phase: 'sending', waiting: 2 })).toBe('Отправляем в центр 2 записи')
})

it('says first that there is no line, then what has not gone and till when all was seen', () => {
  const offline = 'Нет связи с центром · не отправлено 79 · центр видел всё до 12:10'
  expect(said({ state: 'retrying', waiting: 79, problem: failed('UNREACHABLE') })).toBe(offline)
})

it('keeps saying so while it calls again, until it is answered', () => {
  const status = { state: 'working', phase: 'greeting', waiting: 79, problem: failed('UNREACHABLE') } as const
  expect(said(status)).toMatch(/^Нет связи с центром/u)
  expect(said({ ...status, phase: 'sending' })).toBe('Отправляем в центр 79 записей')
})

it('tells a busy head office, a failure and a stop apart from a missing line', () => {
  expect(said({ state: 'retrying', problem: failed('BUSY') })).toMatch(/^Центр занят/u)
  expect(said({ state: 'retrying', problem: failed('RUBBISH') })).toMatch(/^Обмен с центром не удался/u)
  expect(said({ state: 'stopped', problem: failed('REVOKED') })).toMatch(/^Обмен с центром остановлен/u)
})

it('says quietly how much of the history of a new desk has come', () => {
  const history = { done: 1200, total: 60_000 }
  expect(said({ state: 'working', phase: 'fetching', history })).toMatch(
    /^Центр видел всё в 12:10 · история загружается: 1\s200 из 60\s000$/u
  )
})

it('says first what a person can put right: a clock that is wrong, entries to look through', () => {
  const clock = { desk: at('12:40'), office: at('10:00') }
  expect(said({ clock, toReview: 3 })).toMatch(/^▲ часы компьютера неверны · ▲ просмотрите перенесённые записи · /)
})
