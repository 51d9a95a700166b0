/**
 * The newest golden recording, made of what deciders answer: two desks spend the same points apart, and somebody settles what
 * the account lacks. The next one is written in its place: what is recorded is never made again, and history keeps how it was made.
 */
import { seriesCardNumber } from '../../src/domain/loyalty/card-number.ts'
import { issueCard, settleOverspend } from '../../src/domain/loyalty/decide.ts'
import { accountOf, loyaltyAggregate } from '../../src/domain/loyalty/evolve.ts'
import { PointsSpent } from '../../src/domain/loyalty/facts.ts'
import { points } from '../../src/domain/loyalty/points.ts'
import { isoDate } from '../../src/domain/values/dates.ts'
import { DeviceId, PatientId, PaymentId } from '../../src/domain/values/ids.ts'
import { acceptedFacts } from '../../src/head-office/demo/demo-fact.ts'
import { fixedId } from '../../src/head-office/demo/random.ts'
import { ANNA } from '../../src/head-office/demo/staff.ts'
import { SADOVAYA } from '../../src/head-office/demo/clinics.ts'
import { newFact, type NewFact } from '../../src/domain/fact.ts'
import { beginRecording, type Recording } from './recording.ts'

export const NAME = '0004-overspent'

export const recordNewest = (): Recording => {
  const recording = beginRecording('overspent', DeviceId.parse(fixedId('golden device overspent')))
  const today = isoDate('2026-11-28')
  const patient = PatientId.parse(fixedId('golden patient overspent'))
  let at = Date.parse('2026-11-28T07:00:00.000Z')
  const record = (facts: readonly NewFact[]): readonly string[] =>
    recording.record((at += 60_000), { staff: ANNA.id, clinic: SADOVAYA.id }, facts)
  const state = () => recording.state(loyaltyAggregate, accountOf(patient))

  const card = { source: 'series' as const, next: () => seriesCardNumber(9, 1) }
  record(acceptedFacts(issueCard(null, { patient, card }, today, () => false)))
  // Each desk saw points that the other has spent.
  for (const spent of [300, 200]) {
    const payment = PaymentId.parse(fixedId(`golden payment overspent ${spent}`))
    record([
      newFact(PointsSpent, 'loyalty-account', accountOf(patient), { payment, points: points(spent), date: today })
    ])
    const { how, reason } =
      spent === 300
        ? ({ how: 'owed', reason: null } as const)
        : ({ how: 'forgiven', reason: 'ошибка двух стоек' } as const)
    record(acceptedFacts(settleOverspend(state(), { how, points: spent, reason }, today)))
  }
  return recording
}
