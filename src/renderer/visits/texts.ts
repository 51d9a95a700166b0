/** Texts of the day and of a visit. */
import type { VisitNeed } from '../../contract/visits.ts'
import type { ConsentKind, Specialty } from '../../domain/clinic/facts.ts'
import type { VisitState } from '../../domain/visits/facts.ts'
import { formatMoney } from '../../domain/values/money.ts'
import { catalogue, plural, pluralEnglish } from '../ui/texts.ts'

const statesRu: Readonly<Record<VisitState, string>> = {
  booked: 'записан',
  arrived: 'ждёт',
  'in-chair': 'в кресле',
  done: 'окончен',
  paid: 'оплачен',
  left: 'закрыт',
  'no-show': 'неявка',
  cancelled: 'отменён'
}
const statesEn: Readonly<Record<VisitState, string>> = {
  booked: 'booked',
  arrived: 'waiting',
  'in-chair': 'in chair',
  done: 'treated',
  paid: 'paid',
  left: 'left',
  'no-show': 'no-show',
  cancelled: 'cancelled'
}
const movesRu: Readonly<Record<VisitState, string>> = {
  booked: 'Вернуть в запись',
  arrived: 'Встретить',
  'in-chair': 'В кресло',
  done: 'Приём окончен',
  paid: 'Оплачено',
  left: 'Проводить',
  'no-show': 'Неявка',
  cancelled: 'Отменить визит'
}
const movesEn: Readonly<Record<VisitState, string>> = {
  booked: 'Back to booked',
  arrived: 'Arrived',
  'in-chair': 'To the chair',
  done: 'Treated',
  paid: 'Paid',
  left: 'Left',
  'no-show': 'No-show',
  cancelled: 'Cancel the visit'
}
const consentsRu: Readonly<Record<ConsentKind, string>> = {
  general: 'общее согласие',
  anaesthesia: 'согласие на анестезию',
  extraction: 'согласие на удаление',
  implantation: 'согласие на имплантацию'
}
const consentsEn: Readonly<Record<ConsentKind, string>> = {
  general: 'general consent',
  anaesthesia: 'anaesthesia consent',
  extraction: 'extraction consent',
  implantation: 'implantation consent'
}
const specialtiesRu: Readonly<Record<Specialty, string>> = {
  therapist: 'терапевт',
  surgeon: 'хирург',
  orthopaedist: 'ортопед',
  orthodontist: 'ортодонт',
  children: 'детский',
  hygienist: 'гигиенист'
}
const specialtiesEn: Readonly<Record<Specialty, string>> = {
  therapist: 'therapist',
  surgeon: 'surgeon',
  orthopaedist: 'prosthodontist',
  orthodontist: 'orthodontist',
  children: 'paediatric',
  hygienist: 'hygienist'
}

export const visitTexts = catalogue({
  ru: {
    visits: (count: number) => `${count} ${plural(count, { one: 'визит', few: 'визита', many: 'визитов' })}`,
    waiting: (count: number) => `${count} ${plural(count, { one: 'ждёт', few: 'ждут', many: 'ждут' })}`,
    tooLong: (count: number, minutes: number) => `${count} дольше ${minutes} мин`,
    inChair: (count: number) => `${count} в кресле`,
    byTime: 'По времени',
    byDoctor: 'По врачам',
    newVisit: 'Новый визит',
    empty: 'На этот день никто не записан',
    emptyHint: 'Найдите пациента и запишите его на приём, или загрузите расписание из файла.',
    columns: {
      time: 'Время',
      patient: 'Пациент',
      doctor: 'Врач',
      chair: 'Кабинет',
      state: 'Состояние',
      wait: 'Сколько',
      needs: 'Что нужно'
    },
    states: statesRu,
    late: 'опаздывает',
    /** How long somebody waits or sits in the chair. */
    lasting: (minutes: number) =>
      minutes < 60 ? `${minutes} мин` : `${Math.trunc(minutes / 60)} ч ${String(minutes % 60).padStart(2, '0')} мин`,
    moves: movesRu,
    specialties: specialtiesRu,
    consents: consentsRu,
    need: (need: VisitNeed): string => {
      switch (need.kind) {
        case 'representative':
          return 'представитель не указан'
        case 'personal-data-consent':
          return 'согласие на данные'
        case 'consent':
          return consentsRu[need.consent]
        case 'plan-signature':
          return 'план не подписан'
        case 'act':
          return 'акт'
        case 'payment':
          return `к оплате ${formatMoney(need.due)}`
        case 'debt':
          return `долг ${formatMoney(need.amount)}`
        case 'card':
          return 'карта'
        case 'next-visit':
          return 'следующий визит'
      }
    },
    moved: (name: string, state: VisitState) => `${name}: ${statesRu[state]}`,
    undone: (name: string, state: VisitState) => `${name}: снова «${statesRu[state]}»`,
    open: 'Открыть',
    allergy: (what: string) => `аллергия: ${what}`,
    refusals: {
      VISIT_UNKNOWN: 'Такого визита больше нет. Обновите экран и выберите визит снова.',
      ALREADY_BOOKED: 'Этот визит уже записан.',
      MOVED_MEANWHILE: (state: VisitState) => `На другом рабочем месте визит уже переведён: ${statesRu[state]}.`,
      MOVE_NOT_ALLOWED: (from: VisitState, to: VisitState) =>
        `Из состояния «${statesRu[from]}» нельзя сразу перейти в «${statesRu[to]}».`,
      CONSENTS_MISSING:
        'Нет подписанных согласий на услуги этого визита. Подпишите их или пропустите с причиной и именем ответственного.',
      NOTHING_TO_UNDO: 'Отменять нечего.',
      SLOT_TAKEN: 'Это время у врача или в кабинете уже занято. Выберите другое.',
      BAD_TIMES: 'Окончание приёма должно быть позже начала.',
      VISIT_OVER: (state: VisitState) => `Визит уже завершён: ${statesRu[state]}.`
    }
  },
  en: {
    visits: (count: number) => `${count} ${pluralEnglish(count, 'visit', 'visits')}`,
    waiting: (count: number) => `${count} waiting`,
    tooLong: (count: number, minutes: number) => `${count} over ${minutes} min`,
    inChair: (count: number) => `${count} in chair`,
    byTime: 'By time',
    byDoctor: 'By doctor',
    newVisit: 'New visit',
    empty: 'Nobody is booked for this day',
    emptyHint: 'Find a patient and book them, or import the schedule from a file.',
    columns: {
      time: 'Time',
      patient: 'Patient',
      doctor: 'Doctor',
      chair: 'Room',
      state: 'State',
      wait: 'For',
      needs: 'Needs'
    },
    states: statesEn,
    late: 'late',
    lasting: (minutes: number) =>
      minutes < 60 ? `${minutes} min` : `${Math.trunc(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`,
    moves: movesEn,
    specialties: specialtiesEn,
    consents: consentsEn,
    need: (need: VisitNeed): string => {
      switch (need.kind) {
        case 'representative':
          return 'no representative'
        case 'personal-data-consent':
          return 'data consent'
        case 'consent':
          return consentsEn[need.consent]
        case 'plan-signature':
          return 'plan not signed'
        case 'act':
          return 'act'
        case 'payment':
          return `to pay ${formatMoney(need.due)}`
        case 'debt':
          return `debt ${formatMoney(need.amount)}`
        case 'card':
          return 'card'
        case 'next-visit':
          return 'next visit'
      }
    },
    moved: (name: string, state: VisitState) => `${name}: ${statesEn[state]}`,
    undone: (name: string, state: VisitState) => `${name}: ${statesEn[state]} again`,
    open: 'Open',
    allergy: (what: string) => `allergy: ${what}`,
    refusals: {
      VISIT_UNKNOWN: 'This visit is gone. Refresh and choose again.',
      ALREADY_BOOKED: 'This visit is booked already.',
      MOVED_MEANWHILE: (state: VisitState) => `Another desk has moved the visit: ${statesEn[state]}.`,
      MOVE_NOT_ALLOWED: (from: VisitState, to: VisitState) =>
        `A visit cannot go from “${statesEn[from]}” to “${statesEn[to]}” at once.`,
      CONSENTS_MISSING:
        'Consents for the services of this visit are not signed. Sign them, or go on with a reason and a name.',
      NOTHING_TO_UNDO: 'Nothing to undo.',
      SLOT_TAKEN: 'The doctor or the room is taken at this time. Choose another.',
      BAD_TIMES: 'The end must be after the beginning.',
      VISIT_OVER: (state: VisitState) => `The visit is over: ${statesEn[state]}.`
    }
  }
})

export type VisitTexts = (typeof visitTexts)['ru']
