/** Texts of taking money and of the cash page. */
import { formatMoney, type Kopecks } from '../../domain/values/money.ts'
import { catalogue, plural, pluralEnglish } from '../ui/texts.ts'

const pointsRu = (count: number): string =>
  `${count}\u00a0${plural(count, { one: 'балл', few: 'балла', many: 'баллов' })}`
const pointsEn = (count: number): string => `${count}\u00a0${pluralEnglish(count, 'point', 'points')}`

/** What one payment moves, for the sentence that says it before Enter. */
export interface Moves {
  readonly cash: Kopecks
  readonly card: Kopecks
  readonly points: number
}

const waysRu = ({ cash, card, points }: Moves): string =>
  [
    cash > 0 ? `наличными ${formatMoney(cash)}` : '',
    card > 0 ? `картой ${formatMoney(card)}` : '',
    points > 0 ? `баллами ${points}` : ''
  ]
    .filter(Boolean)
    .join(', ')
const waysEn = ({ cash, card, points }: Moves): string =>
  [
    cash > 0 ? `${formatMoney(cash)} in cash` : '',
    card > 0 ? `${formatMoney(card)} by card` : '',
    points > 0 ? pointsEn(points) : ''
  ]
    .filter(Boolean)
    .join(', ')

export const moneyTexts = catalogue({
  ru: {
    pay: {
      title: (name: string) => `Оплата: ${name}`,
      act: (number: string, date: string) => `Акт ${number} от ${date}`,
      acts: 'Что оплачивается',
      elsewhere: (sum: string) => `Ещё ${sum} должны другой организации сети: их принимают в её клинике.`,
      nothingDue: 'Долга нет. Принятая сумма останется авансом.',
      pays: 'Платит',
      cash: 'Наличными дали',
      byCard: 'Картой',
      change: 'Сдача',
      remains: 'Останется долг',
      advance: 'Останется авансом',
      points: (count: number) => `Списать ${pointsRu(count)}`,
      pointsHint: (usable: number) => `доступно ${pointsRu(usable)}`,
      restInDebt: 'Остальное в долг',
      payer: 'Кто платит',
      self: 'пациент',
      someone: 'другой человек',
      payerFamily: 'Фамилия',
      payerGiven: 'Имя',
      payerPatronymic: 'Отчество, если есть',
      payerInn: 'ИНН для справки',
      accept: (sum: string) => `Принять ${sum}`,
      ways: waysRu,
      willBe: (ways: string, payer: string) => `Принимаем ${ways}. Платит ${payer}.`,
      enterSum: 'Введите сумму, которую принимаете.',
      done: (ways: string) => `Принято: ${ways}`,
      doneChange: (sum: string) => `Сдача ${sum}`,
      close: 'Готово',
      noName: 'Введите фамилию и имя плательщика.',
      wrongName: 'В имени только буквы, дефис, пробел и апостроф.',
      wrongInn: 'В ИНН человека 12 цифр.',
      wrongSum: 'Введите сумму цифрами: 4200 или 4200,50.'
    },
    reverse: {
      title: (number: string) => `Возврат платежа ${number}`,
      willBe: (ways: string, name: string) =>
        `Вернём ${ways}. Пациент: ${name}. Платёж останется в списке с пометкой о возврате.`,
      toCard: 'Деньги на карту возвращаются через терминал на ту же карту.',
      reason: 'Причина возврата',
      reasonHint: 'Например: провели не тому пациенту',
      keep: 'Оставить как есть',
      confirm: 'Вернуть',
      done: (number: string) => `Платёж ${number} возвращён`
    },
    fiscal: {
      title: (number: string) => `Кассовый чек к платежу ${number}`,
      explain: 'Перепишите признаки с чека кассы: по ним чек найдут при возврате и в справке.',
      payment: 'Чек оплаты',
      refund: 'Чек возврата',
      storage: 'ФН, 16 цифр',
      document: 'ФД',
      sign: 'ФП',
      register: 'РН ККТ, если видно',
      save: 'Сохранить',
      done: (number: string) => `Чек к платежу ${number} записан`,
      wrong: {
        storage: 'В номере ФН 16 цифр',
        document: 'От 1 до 10 цифр',
        sign: 'От 1 до 10 цифр',
        register: 'В регистрационном номере 16 цифр'
      }
    },
    cash: {
      title: 'Касса',
      today: 'сегодня',
      previous: 'Предыдущий день',
      next: 'Следующий день',
      received: 'Принято',
      refunded: 'Возвращено',
      net: 'Итого',
      drawer: 'В ящике этой стойки',
      inCash: 'наличными',
      byCard: 'картой',
      inPoints: 'баллами',
      columns: {
        time: 'Время',
        number: 'Номер',
        patient: 'Пациент',
        cash: 'Наличные',
        card: 'Карта',
        points: 'Баллы',
        for: 'За что',
        by: 'Принял',
        fiscal: 'Чек'
      },
      paidBy: (name: string) => `платит ${name}`,
      act: (number: string) => `акт ${number}`,
      acts: (count: number) => plural(count, { one: `${count} акт`, few: `${count} акта`, many: `${count} актов` }),
      advance: (sum: string) => `аванс ${sum}`,
      reversed: (reason: string) => `возвращён: ${reason}`,
      reversedTwice: 'возврат провели на двух стойках: проверьте ящики',
      doubtful: (count: number) =>
        plural(count, {
          one: `${count} платёж вернули на двух стойках сразу. Сумма учтена один раз, проверьте наличные в ящиках.`,
          few: `${count} платежа вернули на двух стойках сразу. Суммы учтены один раз, проверьте наличные в ящиках.`,
          many: `${count} платежей вернули на двух стойках сразу. Суммы учтены один раз, проверьте наличные в ящиках.`
        }),
      fiscal: (document: string) => `ФД ${document}`,
      noFiscal: 'не записан',
      empty: 'В этот день платежей не было',
      emptyHint: 'Оплата начинается из визита: откройте его в «Сегодня».',
      open: 'Открыть пациента',
      enterMarks: 'Записать чек',
      giveBack: 'Вернуть',
      slip: 'Напечатать',
      slipSent: (number: string) => `Сведения об оплате ${number} отправлены на печать`
    },
    refusals: {
      PATIENT_UNKNOWN: 'Такого пациента больше нет. Найдите его снова.',
      CLINIC_UNKNOWN: 'Клиника ещё не описана в центре: принимать деньги пока нельзя. Позвоните администратору сети.',
      PAYMENT_UNKNOWN: 'Такого платежа нет. Обновите список.',
      ALREADY_RECORDED: 'Этот платёж уже записан.',
      NOTHING_PAID: 'Введите сумму больше нуля.',
      CARD_EXCEEDS: 'С карты нельзя взять больше, чем платят. Уменьшите сумму по карте.',
      CASH_SHORT: (sum: string) => `Не хватает ${sum} наличными.`,
      OVERPAYS: (sum: string) => `Это на ${sum} больше долга. Уменьшите сумму или оставьте разницу авансом без баллов.`,
      ACT_NOT_OPEN: 'Один из актов уже оплачен или отменён. Закройте окно и откройте оплату снова.',
      ACT_OVERPAID: (sum: string) => `По акту осталось оплатить ${sum}. Проверьте суммы.`,
      ALLOCATED_TOO_MUCH: (sum: string) => `По актам распределено на ${sum} больше, чем принято.`,
      POINTS_OVER_LIMIT: (limit: number) => `Сейчас можно списать не больше ${limit} баллов.`,
      ALREADY_REVERSED: 'Этот платёж уже возвращён.',
      OTHER_LEGAL_ENTITY: 'Платёж приняла другая организация сети: вернуть его можно только в её клинике.',
      NOT_REVERSED: 'Возврата по этому платежу не было.',
      NO_RECEIPT_PRINTER: 'Чековый принтер не настроен. Добавьте его в «Настройках».'
    }
  },
  en: {
    pay: {
      title: (name: string) => `Payment: ${name}`,
      act: (number: string, date: string) => `Act ${number} of ${date}`,
      acts: 'What is paid',
      elsewhere: (sum: string) =>
        `Another ${sum} is owed to a different company of the network and is taken at its clinic.`,
      nothingDue: 'Nothing is owed. What is taken stays as an advance.',
      pays: 'Pays',
      cash: 'Cash handed over',
      byCard: 'By card',
      change: 'Change',
      remains: 'Stays owed',
      advance: 'Stays as an advance',
      points: (count: number) => `Use ${pointsEn(count)}`,
      pointsHint: (usable: number) => `${pointsEn(usable)} available`,
      restInDebt: 'The rest later',
      payer: 'Who pays',
      self: 'the patient',
      someone: 'another person',
      payerFamily: 'Family name',
      payerGiven: 'Given name',
      payerPatronymic: 'Patronymic, if any',
      payerInn: 'Tax number for the certificate, if any',
      accept: (sum: string) => `Take ${sum}`,
      ways: waysEn,
      willBe: (ways: string, payer: string) => `Taking ${ways}. Paid by ${payer}.`,
      enterSum: 'Type the sum that you take.',
      done: (ways: string) => `Taken: ${ways}`,
      doneChange: (sum: string) => `Change ${sum}`,
      close: 'Done',
      noName: "Type the payer's family and given name.",
      wrongName: 'Letters, hyphen, space and apostrophe only.',
      wrongInn: "A person's tax number has 12 digits.",
      wrongSum: 'Type the sum in digits: 4200 or 4200.50.'
    },
    reverse: {
      title: (number: string) => `Refund of payment ${number}`,
      willBe: (ways: string, name: string) =>
        `Giving back ${ways}. The payment of ${name} stays in the list, marked as refunded.`,
      toCard: 'Card money returns to the same card through the terminal.',
      reason: 'Reason of the refund',
      reasonHint: 'For example: taken from the wrong patient',
      keep: 'Leave it',
      confirm: 'Refund',
      done: (number: string) => `Payment ${number} was refunded`
    },
    fiscal: {
      title: (number: string) => `Fiscal receipt of payment ${number}`,
      explain: 'Copy the marks from the receipt: by them it is found for a refund and for the certificate.',
      payment: 'Receipt of payment',
      refund: 'Receipt of refund',
      storage: 'ФН, 16 digits',
      document: 'ФД',
      sign: 'ФП',
      register: 'РН ККТ, if printed',
      save: 'Save',
      done: (number: string) => `Receipt of payment ${number} was recorded`,
      wrong: {
        storage: 'ФН has 16 digits',
        document: 'Up to 10 digits',
        sign: 'Up to 10 digits',
        register: 'The registration number has 16 digits'
      }
    },
    cash: {
      title: 'Cash',
      today: 'today',
      previous: 'Previous day',
      next: 'Next day',
      received: 'Received',
      refunded: 'Refunded',
      net: 'Total',
      drawer: "In this desk's drawer",
      inCash: 'cash',
      byCard: 'card',
      inPoints: 'points',
      columns: {
        time: 'Time',
        number: 'Number',
        patient: 'Patient',
        cash: 'Cash',
        card: 'Card',
        points: 'Points',
        for: 'For',
        by: 'Taken by',
        fiscal: 'Receipt'
      },
      paidBy: (name: string) => `paid by ${name}`,
      act: (number: string) => `act ${number}`,
      acts: (count: number) => `${count} ${pluralEnglish(count, 'act', 'acts')}`,
      advance: (sum: string) => `advance ${sum}`,
      reversed: (reason: string) => `refunded: ${reason}`,
      reversedTwice: 'refunded at two desks: check the drawers',
      doubtful: (count: number) =>
        `${count} ${pluralEnglish(count, 'payment was', 'payments were')} refunded at two desks at once. The sum counts once; check the cash in the drawers.`,
      fiscal: (document: string) => `ФД ${document}`,
      noFiscal: 'not recorded',
      empty: 'No payments on this day',
      emptyHint: 'Payment begins in a visit: open it in Today.',
      open: 'Open the patient',
      enterMarks: 'Record receipt',
      giveBack: 'Refund',
      slip: 'Print',
      slipSent: (number: string) => `Slip ${number} is on its way to the printer`
    },
    refusals: {
      PATIENT_UNKNOWN: 'This patient is gone. Find them again.',
      CLINIC_UNKNOWN:
        'Head office has not described this clinic yet, so money cannot be taken. Call the network administrator.',
      PAYMENT_UNKNOWN: 'There is no such payment. Open the list again.',
      ALREADY_RECORDED: 'This payment is recorded already.',
      NOTHING_PAID: 'Type a sum above zero.',
      CARD_EXCEEDS: 'A card cannot be charged more than is paid. Lower the card sum.',
      CASH_SHORT: (sum: string) => `${sum} of cash is missing.`,
      OVERPAYS: (sum: string) =>
        `This is ${sum} above the debt. Lower the sum, or leave the rest as an advance without points.`,
      ACT_NOT_OPEN: 'One of the acts was paid or cancelled meanwhile. Close the window and open the payment again.',
      ACT_OVERPAID: (sum: string) => `Only ${sum} is due for the act. Check the sums.`,
      ALLOCATED_TOO_MUCH: (sum: string) => `The acts got ${sum} more than was taken.`,
      POINTS_OVER_LIMIT: (limit: number) => `At most ${limit} points may be used now.`,
      ALREADY_REVERSED: 'This payment was refunded already.',
      OTHER_LEGAL_ENTITY: 'Another company of the network took this payment: it is refunded at its clinic.',
      NOT_REVERSED: 'This payment was not refunded.',
      NO_RECEIPT_PRINTER: 'No receipt printer is set up. Add one in Settings.'
    }
  }
})

export type MoneyTexts = (typeof moneyTexts)['ru']
