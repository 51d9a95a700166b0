/** Texts of the worklist of an incident and of the talk with one patient. */
import type { SlotView } from '../../contract/recovery.ts'
import type { OfferKind, Outcome, RefusalReason } from '../../domain/recovery/facts.ts'
import type { UrgencyReason } from '../../domain/recovery/urgency.ts'
import { addDays, type IsoDate } from '../../domain/values/dates.ts'
import { catalogue, plural, pluralEnglish } from '../ui/texts.ts'

const dayRu = (date: IsoDate, today: IsoDate): string =>
  date === today ? 'сегодня' : date === addDays(today, 1) ? 'завтра' : `${date.slice(8)}.${date.slice(5, 7)}`
const dayEn = (date: IsoDate, today: IsoDate): string =>
  date === today ? 'today' : date === addDays(today, 1) ? 'tomorrow' : `${date.slice(8)}.${date.slice(5, 7)}`

const reasonsRu: Readonly<Record<RefusalReason, string>> = {
  'wants-this-doctor': 'хочет только этого врача',
  'time-does-not-suit': 'не подходит время',
  'too-far': 'далеко ехать',
  'goes-elsewhere': 'пойдёт в другую клинику',
  upset: 'недовольство клиникой',
  other: 'другое'
}
const reasonsEn: Readonly<Record<RefusalReason, string>> = {
  'wants-this-doctor': 'wants only this doctor',
  'time-does-not-suit': 'the time does not suit',
  'too-far': 'too far',
  'goes-elsewhere': 'goes to another clinic',
  upset: 'displeased with the clinic',
  other: 'other'
}

const offersRu: Readonly<Record<OfferKind, string>> = {
  'here-same-day': 'здесь',
  'elsewhere-same-day': 'другая клиника',
  'same-doctor-later': 'тот же врач',
  'after-repair': 'после ремонта',
  'other-doctor-later': 'другой врач',
  'elsewhere-later': 'другая клиника',
  'contact-centre': 'контакт-центр подберёт день'
}
const offersEn: Readonly<Record<OfferKind, string>> = {
  'here-same-day': 'here',
  'elsewhere-same-day': 'another clinic',
  'same-doctor-later': 'same doctor',
  'after-repair': 'after the repair',
  'other-doctor-later': 'another doctor',
  'elsewhere-later': 'another clinic',
  'contact-centre': 'the contact centre finds a day'
}

const urgencyRu: Readonly<Record<UrgencyReason, string>> = {
  'at-the-desk': 'уже здесь',
  pain: 'боль',
  'post-op': 'после операции',
  child: 'ребёнок',
  'from-afar': 'едет издалека'
}
const urgencyEn: Readonly<Record<UrgencyReason, string>> = {
  'at-the-desk': 'is here',
  pain: 'pain',
  'post-op': 'after surgery',
  child: 'child',
  'from-afar': 'from afar'
}

const solvedRu = (count: number): string => `${count} ${plural(count, { one: 'решён', few: 'решены', many: 'решено' })}`
const leftRu = (count: number): string =>
  `${count} ${plural(count, { one: 'остался', few: 'осталось', many: 'осталось' })}`

export const boardTexts = catalogue({
  ru: {
    day: dayRu,
    place: (place: SlotView, today: IsoDate) => `${dayRu(place.slot.date, today)} ${place.slot.from}`,
    period: (from: string, through: string) => (from === through ? from : `${from} – ${through}`),
    visits: (count: number) => `${count} ${plural(count, { one: 'визит', few: 'визита', many: 'визитов' })}`,
    solved: solvedRu,
    notReached: (count: number) => `${count} не дозвонились`,
    callBack: (count: number) => `${count} перезвонить`,
    left: leftRu,
    untilClosing: (minutes: number) =>
      `до закрытия ${Math.trunc(minutes / 60)} ч ${String(minutes % 60).padStart(2, '0')} мин`,
    number: (number: string) => `№ ${number}`,
    offers: offersRu,
    coupon: (percent: string) => `купон ${percent}`,
    held: (time: string) => `держим ${time}`,
    heldElsewhere: (time: string) => `держит другая стойка ${time}`,
    urgency: urgencyRu,
    reasons: reasonsRu,
    best: (words: string) => `можно ${words}`,
    noSlot: 'свободного времени нет',
    outcome: (outcome: Outcome, when: string): string => {
      switch (outcome.kind) {
        case 'accepted':
          return when
        case 'contact-centre':
          return 'день подберёт контакт-центр'
        case 'refused':
          return `отказ: ${outcome.note ?? reasonsRu[outcome.reason]}`
        case 'cancelled':
          return 'запись снята'
        case 'keeps-waiting':
          return 'запись осталась, ждёт'
        case 'not-reached':
          return 'не дозвонились'
        case 'call-back':
          return `перезвонить в ${when}`
        default:
          return outcome satisfies never
      }
    },
    attempts: (count: number) => `${count}-й раз`,
    elsewhere: 'решено без сценария',
    conflictSlot: (patient: string) =>
      `Это же время обещано другому пациенту: ${patient}. Позвоните и предложите другое.`,
    conflictTwice: (earlier: string, by: string) =>
      `На другой стойке договорились иначе: ${earlier}${by === '' ? '' : ` (${by})`}. Позвоните и уточните.`,
    call: 'Звонить',
    atDesk: 'Пациент у стойки',
    representative: (name: string) => `Говорить с представителем: ${name}`,
    noPhone: 'телефона нет',
    say: 'Скажите',
    actions: {
      begin: 'Начать разговор',
      accept: 'Записать',
      notReached: 'Не дозвонились',
      refuse: 'Отказ',
      callBack: 'Перезвонить',
      contactCentre: 'Контакт-центр',
      cancel: 'Снять запись',
      wait: 'Ждёт',
      undo: 'Вернуть в работу',
      next: 'Следующий',
      openPatient: 'Карта пациента',
      close: 'Завершить сбой',
      reopen: 'Открыть снова',
      withdraw: 'Отменить сбой',
      repaired: 'Оборудование заработало'
    },
    done: (name: string, words: string) => `${name}: ${words}`,
    undone: (name: string) => `${name}: снова в работе`,
    closed: 'Сбой завершён',
    repairedDone: 'Оборудование отмечено работающим',
    refuseTitle: (name: string) => `Почему отказ: ${name}`,
    refuseNote: 'Словами пациента',
    refuseConfirm: 'Записать отказ',
    callBackTitle: (name: string) => `Когда перезвонить: ${name}`,
    callBackIn: (minutes: number) =>
      minutes < 60 ? `через ${minutes} минут` : minutes === 60 ? 'через час' : `через ${minutes / 60} часа`,
    callBackAt: 'Или время сегодня',
    callBackConfirm: 'Назначить звонок',
    wrongTime: 'Время в виде 15:30',
    closeTitle: 'Завершить сбой',
    closeExplain: (count: number) =>
      `Не дозвонились до ${count} ${plural(count, { one: 'пациента', few: 'пациентов', many: 'пациентов' })}. ${count === 1 ? 'Запись останется' : 'Записи останутся'} на прежнее время.`,
    closeConfirm: 'Завершить сбой',
    keepCalling: 'Звонить дальше',
    withdrawTitle: 'Отменить сбой',
    withdrawExplain: {
      'doctor-ill': 'Смены врача вернутся в расписание. Пациентам ещё ничего не говорили.',
      'equipment-down': 'Оборудование снова будет отмечено работающим. Пациентам ещё ничего не говорили.'
    },
    withdrawConfirm: 'Отменить сбой',
    keep: 'Оставить',
    allDone: 'У каждого есть исход. Можно завершать.',
    emptyBoard: 'Сбой не затронул ни одного визита: звонить никому не нужно, его можно завершить.',
    gone: 'Такого сбоя на рабочем месте нет. Подождите обмена с центром.'
  },
  en: {
    day: dayEn,
    place: (place: SlotView, today: IsoDate) => `${dayEn(place.slot.date, today)} ${place.slot.from}`,
    period: (from: string, through: string) => (from === through ? from : `${from} – ${through}`),
    visits: (count: number) => `${count} ${pluralEnglish(count, 'visit', 'visits')}`,
    solved: (count: number) => `${count} solved`,
    notReached: (count: number) => `${count} not reached`,
    callBack: (count: number) => `${count} to call back`,
    left: (count: number) => `${count} left`,
    untilClosing: (minutes: number) =>
      `closing in ${Math.trunc(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`,
    number: (number: string) => `no. ${number}`,
    offers: offersEn,
    coupon: (percent: string) => `${percent} coupon`,
    held: (time: string) => `kept ${time}`,
    heldElsewhere: (time: string) => `kept by another desk ${time}`,
    urgency: urgencyEn,
    reasons: reasonsEn,
    best: (words: string) => `possible ${words}`,
    noSlot: 'no free time',
    outcome: (outcome: Outcome, when: string): string => {
      switch (outcome.kind) {
        case 'accepted':
          return when
        case 'contact-centre':
          return 'the contact centre finds a day'
        case 'refused':
          return `refused: ${outcome.note ?? reasonsEn[outcome.reason]}`
        case 'cancelled':
          return 'booking cancelled'
        case 'keeps-waiting':
          return 'waits, the booking stays'
        case 'not-reached':
          return 'not reached'
        case 'call-back':
          return `call back at ${when}`
        default:
          return outcome satisfies never
      }
    },
    attempts: (count: number) => `attempt ${count}`,
    elsewhere: 'settled without the script',
    conflictSlot: (patient: string) =>
      `The same time is promised to another patient: ${patient}. Call and offer another.`,
    conflictTwice: (earlier: string, by: string) =>
      `Another desk agreed on something else: ${earlier}${by === '' ? '' : ` (${by})`}. Call and make sure.`,
    call: 'Call',
    atDesk: 'The patient is at the desk',
    representative: (name: string) => `Speak to the representative: ${name}`,
    noPhone: 'no phone',
    say: 'Say',
    actions: {
      begin: 'Begin the talk',
      accept: 'Book',
      notReached: 'Not reached',
      refuse: 'Refused',
      callBack: 'Call back',
      contactCentre: 'Contact centre',
      cancel: 'Cancel the booking',
      wait: 'Waits',
      undo: 'Back to work',
      next: 'Next',
      openPatient: 'Patient',
      close: 'Close the incident',
      reopen: 'Reopen',
      withdraw: 'Withdraw the incident',
      repaired: 'The device works again'
    },
    done: (name: string, words: string) => `${name}: ${words}`,
    undone: (name: string) => `${name}: back to work`,
    closed: 'The incident is closed',
    repairedDone: 'The device counts as working',
    refuseTitle: (name: string) => `Why refused: ${name}`,
    refuseNote: "In the patient's words",
    refuseConfirm: 'Record the refusal',
    callBackTitle: (name: string) => `When to call back: ${name}`,
    callBackIn: (minutes: number) =>
      minutes < 60 ? `in ${minutes} minutes` : minutes === 60 ? 'in an hour' : `in ${minutes / 60} hours`,
    callBackAt: 'Or a time today',
    callBackConfirm: 'Set the call',
    wrongTime: 'A time such as 15:30',
    closeTitle: 'Close the incident',
    closeExplain: (count: number) =>
      `${count} ${pluralEnglish(count, 'patient was', 'patients were')} not reached and stay booked as they were.`,
    closeConfirm: 'Close the incident',
    keepCalling: 'Go on calling',
    withdrawTitle: 'Withdraw the incident',
    withdrawExplain: {
      'doctor-ill': "The doctor's shifts return to the schedule. No patient was told anything yet.",
      'equipment-down': 'The device counts as working again. No patient was told anything yet.'
    },
    withdrawConfirm: 'Withdraw the incident',
    keep: 'Keep it',
    allDone: 'Everybody has an outcome. It can be closed.',
    emptyBoard: 'This touches no visit: there is nobody to call, it can be closed.',
    gone: 'This workstation knows no such incident. Wait for the next synchronisation.'
  }
})
export type BoardTexts = (typeof boardTexts)['ru']
