/** Texts of the passport of a visit. */
import type { PassportStep, StepStatus } from '../../contract/passport.ts'
import type { ConsentKind } from '../../domain/clinic/facts.ts'
import { formatCardNumber } from '../../domain/loyalty/card-number.ts'
import { formatMoney, ZERO } from '../../domain/values/money.ts'
import { formatDate } from '../ui/format.ts'
import { catalogue, plural, pluralEnglish } from '../ui/texts.ts'

const statusRu: Readonly<Record<StepStatus, string>> = {
  done: 'готово',
  needed: 'нужно',
  later: 'позже',
  offered: 'можно предложить'
}
const statusEn: Readonly<Record<StepStatus, string>> = {
  done: 'done',
  needed: 'needed',
  later: 'later',
  offered: 'may be offered'
}

const consentsRu: Readonly<Record<ConsentKind, string>> = {
  general: 'Информированное согласие на осмотр и диагностику',
  anaesthesia: 'Согласие на местную анестезию',
  extraction: 'Согласие на удаление зуба',
  implantation: 'Согласие на имплантацию'
}
const consentsEn: Readonly<Record<ConsentKind, string>> = {
  general: 'Informed consent to examination',
  anaesthesia: 'Consent to local anaesthesia',
  extraction: 'Consent to extraction',
  implantation: 'Consent to implantation'
}

export const passportTexts = catalogue({
  ru: {
    status: statusRu,
    doctorAwaited: 'ждёт врача',
    title: (step: PassportStep): string => {
      switch (step.kind) {
        case 'representative':
          return 'Законный представитель'
        case 'personal-data-consent':
          return 'Согласие на обработку персональных данных'
        case 'consent':
          return consentsRu[step.consent]
        case 'plan':
          return 'План лечения'
        case 'act':
          return 'Акт выполненных работ'
        case 'payment':
          return 'Оплата'
        case 'card':
          return 'Карта лояльности'
        case 'next-visit':
          return 'Следующий визит'
      }
    },
    detail: (step: PassportStep): string => {
      switch (step.kind) {
        case 'representative':
          return step.status === 'needed' ? 'не указан: за ребёнка до 15 лет согласие даёт представитель' : 'указан'
        case 'personal-data-consent':
          return step.status === 'done' ? 'подписано' : 'не подписано'
        case 'consent':
          if (step.clinicianAwaited) return 'подписано пациентом, ждёт подписи врача'
          return step.status === 'done' ? 'подписано' : 'нужно до кресла'
        case 'plan':
          return step.plan === null ? 'плана пока нет' : step.status === 'needed' ? 'ждёт подписи' : 'подписан'
        case 'act':
          return step.act === null ? 'после приёма' : `№ ${step.number ?? ''} на ${formatMoney(step.total)}`
        case 'payment': {
          if (step.due > ZERO)
            return step.earlier > ZERO
              ? `${formatMoney(step.due)} и долг ${formatMoney(step.earlier)}`
              : formatMoney(step.due)
          if (step.earlier > ZERO) return `долг ${formatMoney(step.earlier)}`
          return step.status === 'done' ? 'оплачено полностью' : 'после акта'
        }
        case 'card':
          return step.number === null
            ? 'ещё нет: предложить'
            : `${formatCardNumber(step.number)} · ${step.points} ${plural(step.points, { one: 'балл', few: 'балла', many: 'баллов' })}${step.coming === null ? '' : `, ещё ${step.coming.points} с ${formatDate(step.coming.on)}`}`
        case 'next-visit':
          return step.booked === null
            ? 'не записан'
            : `${formatDate(step.booked.date)} ${step.booked.from}, ${step.booked.doctor}`
      }
    },
    action: (step: PassportStep): string => {
      switch (step.kind) {
        case 'representative':
          return 'Указать'
        case 'personal-data-consent':
        case 'consent':
          return step.status === 'done' ? 'Открыть' : 'Подписать'
        case 'plan':
          return step.plan === null ? 'Составить' : step.status === 'needed' ? 'Подписать план' : 'Открыть'
        case 'act':
          return step.act === null ? 'Оформить акт' : 'Открыть'
        case 'payment':
          return step.status === 'done' ? 'Открыть' : 'Принять оплату'
        case 'card':
          return step.number === null ? 'Выдать карту' : 'Открыть'
        case 'next-visit':
          return 'Записать'
      }
    },
    nothing: 'Для этого визита всё сделано',
    feed: 'Лента',
    toPatient: 'Карточка пациента',
    events: {
      'visit.booked': 'записан',
      'visit.moved': 'переведён',
      'visit.move-undone': 'шаг отменён',
      'visit.rebooked': 'перенесён',
      'visit.services-changed': 'услуги изменены',
      'visit.consent-gate-overridden': 'пропущен в кресло без согласия'
    }
  },
  en: {
    status: statusEn,
    doctorAwaited: 'waits for the doctor',
    title: (step: PassportStep): string => {
      switch (step.kind) {
        case 'representative':
          return 'Lawful representative'
        case 'personal-data-consent':
          return 'Consent to personal-data processing'
        case 'consent':
          return consentsEn[step.consent]
        case 'plan':
          return 'Treatment plan'
        case 'act':
          return 'Act of completed work'
        case 'payment':
          return 'Payment'
        case 'card':
          return 'Loyalty card'
        case 'next-visit':
          return 'Next visit'
      }
    },
    detail: (step: PassportStep): string => {
      switch (step.kind) {
        case 'representative':
          return step.status === 'needed' ? 'not named: a representative consents for a child under 15' : 'named'
        case 'personal-data-consent':
          return step.status === 'done' ? 'signed' : 'not signed'
        case 'consent':
          if (step.clinicianAwaited) return "signed by the patient, waits for the doctor's signature"
          return step.status === 'done' ? 'signed' : 'needed before the chair'
        case 'plan':
          return step.plan === null ? 'no plan yet' : step.status === 'needed' ? 'waits for a signature' : 'signed'
        case 'act':
          return step.act === null ? 'after treatment' : `No. ${step.number ?? ''}, ${formatMoney(step.total)}`
        case 'payment': {
          if (step.due > ZERO)
            return step.earlier > ZERO
              ? `${formatMoney(step.due)} and debt ${formatMoney(step.earlier)}`
              : formatMoney(step.due)
          if (step.earlier > ZERO) return `debt ${formatMoney(step.earlier)}`
          return step.status === 'done' ? 'paid in full' : 'after the act'
        }
        case 'card':
          return step.number === null
            ? 'none yet: offer one'
            : `${formatCardNumber(step.number)} · ${step.points} ${pluralEnglish(step.points, 'point', 'points')}${step.coming === null ? '' : `, ${step.coming.points} more from ${formatDate(step.coming.on)}`}`
        case 'next-visit':
          return step.booked === null
            ? 'not booked'
            : `${formatDate(step.booked.date)} ${step.booked.from}, ${step.booked.doctor}`
      }
    },
    action: (step: PassportStep): string => {
      switch (step.kind) {
        case 'representative':
          return 'Name'
        case 'personal-data-consent':
        case 'consent':
          return step.status === 'done' ? 'Open' : 'Sign'
        case 'plan':
          return step.plan === null ? 'Make a plan' : step.status === 'needed' ? 'Sign the plan' : 'Open'
        case 'act':
          return step.act === null ? 'Make out the act' : 'Open'
        case 'payment':
          return step.status === 'done' ? 'Open' : 'Take payment'
        case 'card':
          return step.number === null ? 'Issue a card' : 'Open'
        case 'next-visit':
          return 'Book'
      }
    },
    nothing: 'Everything is done for this visit',
    feed: 'Timeline',
    toPatient: 'Patient card',
    events: {
      'visit.booked': 'booked',
      'visit.moved': 'moved',
      'visit.move-undone': 'step undone',
      'visit.rebooked': 'rebooked',
      'visit.services-changed': 'services changed',
      'visit.consent-gate-overridden': 'let into the chair without consent'
    }
  }
})
