/** Texts of incidents as a whole: the list, opening and ending one, words for the desk, and why the rules say no. */
import type { IncidentKind, OutcomeKind } from '../../domain/recovery/facts.ts'
import type { RecoveryRefusal } from '../../domain/recovery/refusals.ts'
import { catalogue, plural, pluralEnglish } from '../ui/texts.ts'

const visitsRu = (count: number): string =>
  `${count}\u00a0${plural(count, { one: 'визит', few: 'визита', many: 'визитов' })}`
const patientsRu = (count: number): string =>
  `${count}\u00a0${plural(count, { one: 'пациента', few: 'пациентов', many: 'пациентов' })}`
const visitsEn = (count: number): string => `${count}\u00a0${pluralEnglish(count, 'visit', 'visits')}`
const patientsEn = (count: number): string => `${count}\u00a0${pluralEnglish(count, 'patient', 'patients')}`

const kindsRu: Readonly<Record<IncidentKind, string>> = {
  'doctor-ill': 'Врач заболел',
  'equipment-down': 'Оборудование на ремонте'
}
const kindsEn: Readonly<Record<IncidentKind, string>> = {
  'doctor-ill': 'Doctor is ill',
  'equipment-down': 'Equipment is down'
}

const outcomesRu: Readonly<Record<OutcomeKind, string>> = {
  accepted: 'новое время назначено',
  'contact-centre': 'день подберёт контакт-центр',
  refused: 'отказ записан',
  cancelled: 'запись снята',
  'keeps-waiting': 'запись осталась',
  'not-reached': 'не дозвонились',
  'call-back': 'звонок назначен'
}
const outcomesEn: Readonly<Record<OutcomeKind, string>> = {
  accepted: 'booked for another time',
  'contact-centre': 'waits for the contact centre',
  refused: 'refusal recorded',
  cancelled: 'cancelled',
  'keeps-waiting': 'the booking stays',
  'not-reached': 'not reached',
  'call-back': 'call arranged'
}

const refusalRu = (refusal: RecoveryRefusal): string => {
  switch (refusal.code) {
    case 'SUBJECT_UNKNOWN':
      return 'Выберите врача или оборудование из списка.'
    case 'BAD_DATES':
      return 'Проверьте даты: сбой начинается не раньше сегодняшнего дня и длится не дольше двух месяцев.'
    case 'ALREADY_OPEN':
      return 'Этим сбоем уже занимаются: он открыт в списке.'
    case 'TOO_MANY_VISITS':
      return `Сбой затрагивает больше ${visitsRu(refusal.most)}. Проверьте даты или разделите его на части.`
    case 'INCIDENT_UNKNOWN':
      return 'Этот сбой ещё не загружен на рабочее место. Подождите обмена с центром и откройте снова.'
    case 'INCIDENT_NOT_OPEN':
      return 'Сбой уже завершён. Чтобы продолжить, откройте его снова.'
    case 'STILL_OPEN':
      return `Завершить рано: ${[refusal.left > 0 ? `без исхода ${visitsRu(refusal.left)}` : '', refusal.callBack > 0 ? `обещанных звонков ${refusal.callBack}` : ''].filter(Boolean).join(', ')}.`
    case 'NOT_REACHED_LEFT':
      return `Не дозвонились до ${patientsRu(refusal.notReached)}. Подтвердите, что завершаете без них.`
    case 'ALREADY_TOLD':
      return 'Пациентам уже сказали о сбое, поэтому отменить его нельзя. Доведите до конца и завершите.'
    case 'VISIT_UNKNOWN':
      return 'Визит ещё не загружен на рабочее место. Подождите обмена с центром.'
    case 'VISIT_NOT_AFFECTED':
      return 'Этот визит может состояться как записан: сбой его не касается.'
    case 'VISIT_STARTED':
      return 'Приём уже начался или закончен, менять ничего не нужно.'
    case 'SETTLED_MEANWHILE':
      return `С пациентом уже договорились на другом рабочем месте: ${outcomesRu[refusal.outcome.kind]}.`
    case 'ALREADY_SETTLED':
      return `Исход уже есть: ${outcomesRu[refusal.outcome.kind]}. Сначала верните его в работу.`
    case 'SLOT_TAKEN':
      return 'Это время только что заняли или держат для другого пациента. Выберите другое.'
    case 'NOTHING_HELD':
      return 'Для пациента ничего не держат.'
    case 'CALL_BACK_IN_THE_PAST':
      return 'Это время уже прошло. Назначьте более позднее.'
    case 'REASON_NEEDED':
      return 'Запишите словами, почему пациент отказался.'
    case 'NOTHING_TO_UNDO':
      return 'Возвращать нечего: исход уже отменён.'
    case 'CHANGED_SINCE':
      return 'После этого визит уже изменился. Откройте визит и поправьте его там.'
    case 'NOT_DOWN':
      return 'Оборудование и так отмечено работающим.'
    case 'SCRIPT_MISSING':
      return 'Для этого случая на рабочем месте нет слов. Сообщите в центр.'
    default:
      return refusal satisfies never
  }
}

const refusalEn = (refusal: RecoveryRefusal): string => {
  switch (refusal.code) {
    case 'SUBJECT_UNKNOWN':
      return 'Choose a doctor or a device from the list.'
    case 'BAD_DATES':
      return 'Check the dates: an incident begins today or later and lasts at most two months.'
    case 'ALREADY_OPEN':
      return 'Somebody deals with this already: it is open in the list.'
    case 'TOO_MANY_VISITS':
      return `This touches more than ${visitsEn(refusal.most)}. Check the dates or split it.`
    case 'INCIDENT_UNKNOWN':
      return 'This incident has not reached this workstation yet. Wait for the next synchronisation.'
    case 'INCIDENT_NOT_OPEN':
      return 'The incident is closed. Reopen it to go on.'
    case 'STILL_OPEN':
      return `Too early to close: ${[refusal.left > 0 ? `${visitsEn(refusal.left)} without an outcome` : '', refusal.callBack > 0 ? `${refusal.callBack} promised calls` : ''].filter(Boolean).join(', ')}.`
    case 'NOT_REACHED_LEFT':
      return `${patientsEn(refusal.notReached)} were not reached. Confirm closing without them.`
    case 'ALREADY_TOLD':
      return 'Patients have been told, so it cannot be unmade. Finish and close it.'
    case 'VISIT_UNKNOWN':
      return 'The visit has not reached this workstation yet. Wait for the next synchronisation.'
    case 'VISIT_NOT_AFFECTED':
      return 'This visit can take place as booked.'
    case 'VISIT_STARTED':
      return 'The visit has begun or is over; there is nothing to change.'
    case 'SETTLED_MEANWHILE':
      return `Another desk has settled this: ${outcomesEn[refusal.outcome.kind]}.`
    case 'ALREADY_SETTLED':
      return `There is an outcome: ${outcomesEn[refusal.outcome.kind]}. Take it back first.`
    case 'SLOT_TAKEN':
      return 'This time was just taken or is kept for somebody else. Choose another.'
    case 'NOTHING_HELD':
      return 'Nothing is kept for this patient.'
    case 'CALL_BACK_IN_THE_PAST':
      return 'This time has passed. Choose a later one.'
    case 'REASON_NEEDED':
      return 'Write down why the patient refused.'
    case 'NOTHING_TO_UNDO':
      return 'Nothing to take back: the outcome is gone already.'
    case 'CHANGED_SINCE':
      return 'The visit has changed since. Open the visit and correct it there.'
    case 'NOT_DOWN':
      return 'The device counts as working already.'
    case 'SCRIPT_MISSING':
      return 'This workstation has no words for this case. Tell head office.'
    default:
      return refusal satisfies never
  }
}

export const recoveryTexts = catalogue({
  ru: {
    kinds: kindsRu,
    outcomes: outcomesRu,
    list: {
      title: 'Сбои',
      add: 'Новый сбой',
      words: 'Что сказать',
      columns: {
        what: 'Сбой',
        when: 'Когда',
        left: 'Осталось',
        callBack: 'Перезвонить',
        notReached: 'Не дозвонились',
        solved: 'Решено',
        state: 'Состояние'
      },
      states: { open: 'в работе', closed: 'завершён', withdrawn: 'отменён' },
      onePatient: 'один пациент',
      unfinished: 'есть без исхода',
      empty: 'Сбоев нет',
      emptyHint:
        'Если врач заболел или оборудование остановилось, откройте сбой: программа соберёт визиты и подскажет, что предложить.',
      promises: 'Обещали позвонить',
      promiseKinds: { 'call-back': 'стойка', 'contact-centre': 'контакт-центр' },
      ready: 'можно искать дату',
      notReady: 'оборудование ещё на ремонте',
      down: 'На ремонте',
      forbidden: 'Сбоями занимаются администратор и координатор. Попросите их войти.'
    },
    open: {
      title: 'Новый сбой',
      titleOne: (name: string) => `Сбой для одного пациента: ${name}`,
      kind: 'Что случилось',
      doctor: 'Врач',
      doctorHint: 'выберите врача',
      doctorLine: (name: string, count: number) => `${name}: ${visitsRu(count)}`,
      equipment: 'Оборудование',
      equipmentHint: 'выберите оборудование',
      isDown: 'уже на ремонте',
      from: 'С',
      through: 'По',
      repairedBy: 'Ремонт до',
      repairedHint: 'неизвестно',
      wrongDate: 'Такой даты нет',
      reason: 'Причина',
      reasonHint: 'для своих, пациентам не показывается',
      defaultReason: { 'doctor-ill': 'врач заболел', 'equipment-down': 'внеплановый ремонт' } satisfies Record<
        IncidentKind,
        string
      >,
      choose: 'Выберите, что случилось и с кем.',
      willDoctor: (count: number) => `Смены врача снимем с расписания. Затронет ${visitsRu(count)}.`,
      willEquipment: (count: number) => `Оборудование отметим неработающим. Затронет ${visitsRu(count)}.`,
      willOne: 'Расписание остальных не изменится.',
      notTouched: 'Этого пациента такой сбой не касается.',
      confirm: 'Открыть сбой'
    },
    words: {
      title: 'Что сказать',
      titleFor: (name: string) => `Что сказать: ${name}`,
      incidentHint: 'слова и варианты из расписания',
      never: 'Не говорить',
      instead: 'Вместо этого',
      afterwards: 'После разговора',
      fillIn: 'Назовите сами',
      doubtful: 'Проверьте склонение',
      stages: {
        address: 'Обращение',
        fact: 'Что случилось',
        apology: 'Извинение',
        ask: 'Спросить',
        choices: 'Предложить',
        help: 'Помочь',
        confirm: 'Итог'
      },
      back: 'К списку',
      close: 'Закрыть'
    },
    refusal: refusalRu
  },
  en: {
    kinds: kindsEn,
    outcomes: outcomesEn,
    list: {
      title: 'Incidents',
      add: 'New incident',
      words: 'What to say',
      columns: {
        what: 'Incident',
        when: 'When',
        left: 'Left',
        callBack: 'Call back',
        notReached: 'Not reached',
        solved: 'Solved',
        state: 'State'
      },
      states: { open: 'in work', closed: 'closed', withdrawn: 'withdrawn' },
      onePatient: 'one patient',
      unfinished: 'some without an outcome',
      empty: 'No incidents',
      emptyHint:
        'When a doctor is ill or a device has stopped, open an incident: the program gathers the visits and tells what can be offered.',
      promises: 'Promised calls',
      promiseKinds: { 'call-back': 'the desk', 'contact-centre': 'contact centre' },
      ready: 'a date can be found now',
      notReady: 'the device is still under repair',
      down: 'Under repair',
      forbidden: 'Receptionists and coordinators deal with incidents. Ask them to sign in.'
    },
    open: {
      title: 'New incident',
      titleOne: (name: string) => `For one patient: ${name}`,
      kind: 'What happened',
      doctor: 'Doctor',
      doctorHint: 'choose a doctor',
      doctorLine: (name: string, count: number) => `${name}: ${visitsEn(count)}`,
      equipment: 'Device',
      equipmentHint: 'choose a device',
      isDown: 'under repair already',
      from: 'From',
      through: 'Through',
      repairedBy: 'Repaired by',
      repairedHint: 'unknown',
      wrongDate: 'No such date',
      reason: 'Reason',
      reasonHint: 'for colleagues, not shown to patients',
      defaultReason: { 'doctor-ill': 'doctor is ill', 'equipment-down': 'unplanned repair' } satisfies Record<
        IncidentKind,
        string
      >,
      choose: 'Choose what happened and to whom.',
      willDoctor: (count: number) => `The doctor's shifts leave the schedule. Touches ${visitsEn(count)}.`,
      willEquipment: (count: number) => `The device will count as not working. Touches ${visitsEn(count)}.`,
      willOne: 'The schedule of the others stays.',
      notTouched: 'This does not touch this patient.',
      confirm: 'Open the incident'
    },
    words: {
      title: 'What to say',
      titleFor: (name: string) => `What to say: ${name}`,
      incidentHint: 'words and offers from the schedule',
      never: 'Never say',
      instead: 'Instead',
      afterwards: 'After the talk',
      fillIn: 'Fill in aloud',
      doubtful: 'Check the form',
      stages: {
        address: 'Address',
        fact: 'What happened',
        apology: 'Apology',
        ask: 'Ask',
        choices: 'Offer',
        help: 'Help',
        confirm: 'Result'
      },
      back: 'To the list',
      close: 'Close'
    },
    refusal: refusalEn
  }
})
export type RecoveryTexts = (typeof recoveryTexts)['ru']
