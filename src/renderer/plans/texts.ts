/** Texts of treatment plans: comparing, choosing, signing, refusing. The editor has its own in texts-editor.ts. */
import type { RefusalReason } from '../../domain/plans/facts.ts'
import type { PlanStatus } from '../../domain/plans/signing.ts'
import { catalogue, plural, pluralEnglish } from '../ui/texts.ts'
import { planRefusalsEn, planRefusalsRu } from './texts-refusals.ts'

const statusRu: Readonly<Record<PlanStatus, string>> = {
  proposed: 'предложен, вариант не выбран',
  chosen: 'вариант выбран, ждёт подписи',
  'signed-by-patient': 'подписан пациентом, ждёт врача',
  'signed-by-doctor': 'подписан врачом, ждёт пациента',
  signed: 'подписан',
  refused: 'пациент отказался',
  expired: 'цены больше не действуют',
  withdrawn: 'отозван'
}
const statusEn: Readonly<Record<PlanStatus, string>> = {
  proposed: 'proposed, nothing chosen',
  chosen: 'chosen, to be signed',
  'signed-by-patient': 'signed by the patient, not by the doctor',
  'signed-by-doctor': 'signed by the doctor, not by the patient',
  signed: 'signed',
  refused: 'refused by the patient',
  expired: 'prices no longer hold',
  withdrawn: 'withdrawn'
}

interface Reason {
  readonly name: string
  /** What the receptionist can do about it. */
  readonly advice: string
}

const reasonsRu: Readonly<Record<RefusalReason, Reason>> = {
  unclear: {
    name: 'План непонятен',
    advice:
      'Объясните ещё раз простыми словами: что лечим, зачем и в каком порядке. Если вопросов много, пригласите врача.'
  },
  distrust: {
    name: 'Не доверяет врачу',
    advice:
      'Расскажите об опыте врача и похожих случаях. Если сомнения остались, предложите второго врача и представьте его.'
  },
  price: {
    name: 'Дорого',
    advice: 'Поясните, из чего складывается цена и какие материалы. Предложите другой вариант плана.'
  },
  'no-possibility': {
    name: 'Сейчас нет возможности',
    advice:
      'Предложите разбить план на этапы по согласованию с врачом или платить по графику. Скажите, что болезнь идёт дальше и лечение дорожает.'
  }
}
const reasonsEn: Readonly<Record<RefusalReason, Reason>> = {
  unclear: {
    name: 'The plan is unclear',
    advice:
      'Explain again in plain words: what is treated, why and in which order. If there are many questions, ask the doctor in.'
  },
  distrust: {
    name: 'Does not trust the doctor',
    advice:
      'Tell about the doctor’s experience and similar cases. If doubts stay, offer another doctor and present them.'
  },
  price: {
    name: 'Too expensive',
    advice: 'Explain what the price is made of and which materials are used. Offer another variant.'
  },
  'no-possibility': {
    name: 'Not possible now',
    advice:
      'Offer to split the plan into stages agreed with the doctor, or to pay by a schedule. Say that the disease goes on and treatment gets dearer.'
  }
}

export const planTexts = catalogue({
  ru: {
    nothingFound: 'Ничего не нашлось. Попробуйте часть слова или код.',
    title: (number: string) => `План ${number}`,
    version: (number: number) => `версия ${number}`,
    validUntil: (date: string) => `цены по ${date}`,
    status: statusRu,
    outdated: 'Пациент подписал прежнюю версию. После изменений нужна новая подпись.',
    conflict:
      'План изменили на двух рабочих местах одновременно. Здесь последняя версия; сверьте её с врачом и при необходимости измените.',
    refusedFor: (reason: string, note: string | null) =>
      note === null ? `Причина отказа: ${reason}` : `Причина отказа: ${reason}. ${note}`,
    withdrawnFor: (reason: string) => `Отозван: ${reason}`,
    variants: 'Варианты',
    best: 'лучший',
    chosen: 'выбран',
    stages: (count: number) => `${count} ${plural(count, { one: 'этап', few: 'этапа', many: 'этапов' })}`,
    hours: (minutes: number) => `около ${String(Math.round(minutes / 6) / 10).replace('.', ',')} ч в кресле`,
    saved: (sum: string) => `скидка ${sum}`,
    above: (sum: string) => `на ${sum} дороже`,
    cheapest: 'дешевле всего',
    service: 'Услуга',
    tooth: 'Зуб',
    quantity: 'Кол.',
    price: 'Цена',
    discount: 'Скидка',
    sum: 'Сумма',
    done: 'Сделано',
    doneOf: (done: number, quantity: number) => `${done} из ${quantity}`,
    stageShort: (stage: number) => `этап ${stage}`,
    stageTitle: (number: number, title: string) =>
      title.toLocaleLowerCase('ru').startsWith('этап') ? title : `Этап ${number}. ${title}`,
    payments: 'График платежей',
    compare: 'Сравнить',
    byStages: 'По этапам',
    choose: 'Выбрать вариант',
    signPatient: 'Подписать план',
    signDoctor: 'Подпись врача',
    print: 'Напечатать',
    printed: (number: string) => `План ${number} в очереди печати`,
    edit: 'Изменить',
    refuse: 'Отказ',
    withdraw: 'Отозвать',
    paper: 'Как на бумаге',
    page: (page: number, of: number) => `Страница ${page} из ${of}`,
    chosenNow: (title: string) => `Выбран вариант «${title}»`,
    versions: 'Версии',
    signatures: {
      patient: 'Пациент',
      doctor: 'Врач',
      none: 'не подписан',
      signed: (names: string, date: string, mode: 'paper' | 'screen') =>
        `${names}, ${date}, ${mode === 'paper' ? 'на бумаге' : 'на экране'}`
    },
    sign: {
      patientTitle: 'Подпись пациента',
      doctorTitle: 'Подпись врача',
      willBe: (who: string, title: string, sum: string) =>
        `${who} подписывает вариант «${title}» на ${sum}. После подписи любое изменение плана потребует новой подписи.`,
      mode: 'Как подписывает',
      paper: 'на бумаге',
      screen: 'на экране',
      paperHint: 'Напечатайте план в двух экземплярах, дайте прочитать и подписать. Один экземпляр остаётся в клинике.',
      screenOff: 'На экране в этой клинике план не подписывают.',
      who: 'Кто подписывает',
      noRepresentative: 'У ребёнка не указан законный представитель. Укажите его на странице пациента.',
      draw: 'Поле для подписи',
      ask: (name: string) => `${name}, прочитайте план и распишитесь в рамке`,
      clear: 'Стереть',
      confirmPaper: 'Подпись получена',
      confirmScreen: 'Подписать план',
      done: (number: string) => `План ${number} подписан`
    },
    refusal: {
      title: 'Пациент отказывается от плана',
      reason: 'Почему',
      note: 'Что сказал пациент',
      confirm: 'Записать отказ',
      back: 'Вернуться к плану',
      done: 'Отказ записан. Новый выбор или новая версия откроют план снова.'
    },
    reasons: reasonsRu,
    withdrawal: {
      title: 'Отозвать план',
      willBe: 'План останется в списке с пометкой, но подписать или выполнить его будет нельзя.',
      reason: 'Причина',
      hint: 'Например: записан не тому пациенту',
      keep: 'Оставить как есть',
      done: (number: string) => `План ${number} отозван`
    },
    list: {
      open: 'Открыть',
      button: 'Планы',
      titleOf: (name: string) => `Планы лечения: ${name}`,
      conflict: 'изменён на двух столах',
      none: 'Планов пока нет',
      new: 'Составить план',
      done: (sum: string) => `сделано на ${sum}`,
      outdated: 'изменён после подписи'
    },
    refusals: planRefusalsRu
  },
  en: {
    nothingFound: 'Nothing found. Try a part of a word or the code.',
    title: (number: string) => `Plan ${number}`,
    version: (number: number) => `version ${number}`,
    validUntil: (date: string) => `prices until ${date}`,
    status: statusEn,
    outdated: 'The patient signed an earlier version. After the change a new signature is needed.',
    conflict:
      'The plan was changed at two desks at once. This is the later version; check it with the doctor and edit it if needed.',
    refusedFor: (reason: string, note: string | null) =>
      note === null ? `Reason of refusal: ${reason}` : `Reason of refusal: ${reason}. ${note}`,
    withdrawnFor: (reason: string) => `Withdrawn: ${reason}`,
    variants: 'Variants',
    best: 'best',
    chosen: 'chosen',
    stages: (count: number) => `${count} ${pluralEnglish(count, 'stage', 'stages')}`,
    hours: (minutes: number) => `about ${Math.round(minutes / 6) / 10} h in the chair`,
    saved: (sum: string) => `discount ${sum}`,
    above: (sum: string) => `${sum} more`,
    cheapest: 'the cheapest',
    service: 'Service',
    tooth: 'Tooth',
    quantity: 'Qty',
    price: 'Price',
    discount: 'Discount',
    sum: 'Sum',
    done: 'Done',
    doneOf: (done: number, quantity: number) => `${done} of ${quantity}`,
    stageShort: (stage: number) => `st. ${stage}`,
    stageTitle: (number: number, title: string) =>
      title.toLowerCase().startsWith('stage') ? title : `Stage ${number}. ${title}`,
    payments: 'Payment schedule',
    compare: 'Compare',
    byStages: 'By stages',
    choose: 'Choose the variant',
    signPatient: 'Sign the plan',
    signDoctor: 'Doctor’s signature',
    print: 'Print',
    printed: (number: string) => `Plan ${number} queued`,
    edit: 'Edit',
    refuse: 'Refusal',
    withdraw: 'Withdraw',
    paper: 'As on paper',
    page: (page: number, of: number) => `Page ${page} of ${of}`,
    chosenNow: (title: string) => `“${title}” chosen`,
    versions: 'Versions',
    signatures: {
      patient: 'Patient',
      doctor: 'Doctor',
      none: 'not signed',
      signed: (names: string, date: string, mode: 'paper' | 'screen') =>
        `${names}, ${date}, ${mode === 'paper' ? 'on paper' : 'on the screen'}`
    },
    sign: {
      patientTitle: 'Patient’s signature',
      doctorTitle: 'Doctor’s signature',
      willBe: (who: string, title: string, sum: string) =>
        `${who} signs “${title}” for ${sum}. After that any change of the plan needs a new signature.`,
      mode: 'How',
      paper: 'on paper',
      screen: 'on the screen',
      paperHint: 'Print the plan twice, let it be read and signed. One sheet stays at the clinic.',
      screenOff: 'This clinic does not sign plans on the screen.',
      who: 'Who signs',
      noRepresentative: 'The child has no representative. Name one on the patient’s page.',
      draw: 'Field for the signature',
      ask: (name: string) => `${name}, please read the plan and sign in the frame`,
      clear: 'Clear',
      confirmPaper: 'Signature received',
      confirmScreen: 'Sign the plan',
      done: (number: string) => `Plan ${number} signed`
    },
    refusal: {
      title: 'The patient refuses the plan',
      reason: 'Why',
      note: 'What the patient said',
      confirm: 'Record the refusal',
      back: 'Back to the plan',
      done: 'Refusal recorded. A new choice or a new version opens the plan again.'
    },
    reasons: reasonsEn,
    withdrawal: {
      title: 'Withdraw the plan',
      willBe: 'The plan stays in the list, marked, but can no longer be signed or carried out.',
      reason: 'Reason',
      hint: 'For example: wrong patient',
      keep: 'Leave it as it is',
      done: (number: string) => `Plan ${number} withdrawn`
    },
    list: {
      open: 'Open',
      button: 'Plans',
      titleOf: (name: string) => `Treatment plans: ${name}`,
      conflict: 'changed at two desks',
      none: 'No plans yet',
      new: 'Make a plan',
      done: (sum: string) => `${sum} done`,
      outdated: 'changed after signing'
    },
    refusals: planRefusalsEn
  }
})

export type PlanTexts = (typeof planTexts)['ru']
