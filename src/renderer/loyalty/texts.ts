/** Texts of cards and points. */
import type { BlockReason } from '../../domain/loyalty/facts.ts'
import { catalogue, plural, pluralEnglish } from '../ui/texts.ts'

/** «1 555»: digits in threes, as money is written. */
const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, '\u00a0')
const pointsRu = (count: number): string =>
  `${grouped(count)}\u00a0${plural(count, { one: 'балл', few: 'балла', many: 'баллов' })}`
const pointsEn = (count: number): string => `${grouped(count)}\u00a0${pluralEnglish(count, 'point', 'points')}`

const reasonsRu: Readonly<Record<BlockReason, string>> = {
  lost: 'потеряна',
  stolen: 'украдена',
  damaged: 'испорчена',
  double: 'выдана дважды',
  'patient-asked': 'по просьбе пациента'
}
const reasonsEn: Readonly<Record<BlockReason, string>> = {
  lost: 'lost',
  stolen: 'stolen',
  damaged: 'damaged',
  double: 'given twice',
  'patient-asked': 'the patient asked'
}

export const loyaltyTexts = catalogue({
  ru: {
    points: pointsRu,
    reasons: reasonsRu,
    dialog: {
      title: (name: string) => `Карта: ${name}`,
      scan: 'Номер заготовки',
      scanHint: 'Отсканируйте карту из пачки',
      giveScanned: 'Выдать эту карту',
      giveNext: 'Напечатать новую',
      giveNextHint: 'Номер возьмём следующий по порядку, карта выйдет из карточного принтера.',
      withoutPrinting: 'Выдать без печати',
      current: 'Карта',
      noCard: 'Действующей карты нет',
      usable: 'Доступно',
      waiting: (from: string) => `Станут доступны с ${from}`,
      expiring: (day: string) => `Сгорят после ${day}`,
      overspent: 'Списано больше, чем было: на двух стойках сразу. Покроется следующими начислениями.',
      printAgain: 'Напечатать ещё раз',
      replace: 'Заменить карту',
      block: 'Заблокировать',
      why: 'Что с картой',
      replaceExplain: (number: string) => `Карта ${number} перестанет действовать, баллы останутся на счёте.`,
      blockExplain: (number: string) =>
        `Карта ${number} перестанет действовать. Баллы останутся, новую карту можно выдать позже.`,
      issued: (number: string) => `Выдана карта ${number}`,
      replaced: (number: string) => `Карта заменена на ${number}, баллы сохранены`,
      blocked: (number: string) => `Карта ${number} заблокирована`,
      printing: 'Карта отправлена на печать',
      history: 'Прежние карты',
      blockedOn: (reason: string, day: string) => `${reason}, заблокирована ${day}`,
      back: 'Назад',
      twoCards:
        'У пациента две действующие карты: их выдали на двух стойках без связи. Заблокируйте ту, которой нет на руках.',
      sharedNumber: (name: string) =>
        `Тот же номер выдан пациенту ${name} на другой стойке. Замените карту одному из двоих.`
    },
    page: {
      title: 'Лояльность',
      accounts: (count: number) =>
        plural(count, { one: `${count} участник`, few: `${count} участника`, many: `${count} участников` }),
      issuedToday: (count: number) =>
        plural(count, {
          one: `сегодня выдана ${count} карта`,
          few: `сегодня выданы ${count} карты`,
          many: `сегодня выдано ${count} карт`
        }),
      whose: 'Чья карта',
      whoseHint: 'Отсканируйте карту или введите 13 цифр',
      rule: 'Правила сейчас',
      ruleLines: (accrual: string, after: number, days: number, share: string) => [
        `Баллами возвращаем ${accrual} оплаты за услуги, которые участвуют в программе.`,
        `Баллы доступны через ${after} ${plural(after, { one: 'день', few: 'дня', many: 'дней' })} после оплаты и сгорают через ${days}.`,
        `Баллами можно оплатить до ${share} суммы. Балл равен рублю.`
      ],
      version: (version: number) => `версия ${version}`,
      recent: 'Выданы недавно',
      nobody: 'Карт ещё не выдавали',
      nobodyHint: 'Карту выдают из визита, после оплаты.',
      blank: (number: string) =>
        `${number}: заготовка, ещё никому не выдана. Найдите пациента и выдайте её на его странице.`,
      notACard: 'Это не номер карты: нужно 13 цифр, первая 2. Отсканируйте ещё раз.',
      blockedCard: (name: string, reason: string, day: string) => `${name}: карта ${reason}, заблокирована ${day}`,
      shared: 'Номер выдан двоим. Спросите имя и выберите пациента:',
      open: 'Открыть пациента',
      active: 'действует',
      columns: { number: 'Номер', patient: 'Пациент', issued: 'Выдана', source: 'Откуда', state: 'Состояние' },
      sources: { blank: 'заготовка', series: 'напечатана' }
    },
    refusals: {
      PATIENT_UNKNOWN: 'Такого пациента больше нет. Найдите его снова.',
      NO_ACCOUNT: 'У пациента нет карты. Выдайте её, и баллы начнут копиться.',
      NOT_EAN13: 'Номер прочитан с ошибкой. Отсканируйте карту ещё раз или проверьте 13 цифр.',
      NOT_A_CARD: 'Это штрихкод товара, а не карты. Отсканируйте карту.',
      DESK_SERIES: 'Такие номера выдают сами стойки. Возьмите заготовку из пачки или напечатайте новую карту.',
      NUMBER_USED: 'Эта карта уже выдана. Возьмите другую из пачки.',
      SERIES_EXHAUSTED: 'Номера этой стойки закончились. Возьмите заготовку и позвоните администратору сети.',
      HAS_CARD: (number: string) => `У пациента уже есть карта ${number}. Её можно заменить.`,
      CARD_UNKNOWN: 'Такой карты у пациента нет. Откройте окно снова.',
      CARD_BLOCKED: 'Карта уже заблокирована.',
      NOTHING_OVERSPENT: 'Это уже решили на другой стойке: баллов хватает. Закройте окно.',
      BALANCE_CHANGED: (lack: number) =>
        `Тем временем баланс изменился: не хватает ${pointsRu(lack)}. Откройте задачу снова.`,
      REASON_REQUIRED: 'Напишите причину: хотя бы три буквы.',
      NOT_ENOUGH_POINTS: (usable: number) => `Сейчас доступно ${pointsRu(usable)}.`,
      NO_CARD_PRINTER: 'Карточный принтер не настроен. Выдайте заготовку или выдайте без печати и напечатайте позже.'
    }
  },
  en: {
    points: pointsEn,
    reasons: reasonsEn,
    dialog: {
      title: (name: string) => `Card: ${name}`,
      scan: 'Number of the blank',
      scanHint: 'Scan a card from the pack',
      giveScanned: 'Give this card',
      giveNext: 'Print a new one',
      giveNextHint: 'It takes the next number and comes out of the card printer.',
      withoutPrinting: 'Give without printing',
      current: 'Card',
      noCard: 'No card is active',
      usable: 'Available',
      waiting: (from: string) => `Available from ${from}`,
      expiring: (day: string) => `Gone after ${day}`,
      overspent: 'More was spent than there was, on two desks at once. The next points make it good.',
      printAgain: 'Print once more',
      replace: 'Replace the card',
      block: 'Block',
      why: 'What happened to it',
      replaceExplain: (number: string) => `Card ${number} stops working; the points stay on the account.`,
      blockExplain: (number: string) =>
        `Card ${number} stops working. The points stay; another card can be given later.`,
      issued: (number: string) => `Card ${number} was given`,
      replaced: (number: string) => `The card was replaced by ${number}; the points are kept`,
      blocked: (number: string) => `Card ${number} was blocked`,
      printing: 'The card is on its way to the printer',
      history: 'Former cards',
      blockedOn: (reason: string, day: string) => `${reason}, blocked on ${day}`,
      back: 'Back',
      twoCards: 'Two cards are active: two desks gave them apart. Block the one that the patient does not hold.',
      sharedNumber: (name: string) =>
        `Another desk gave the same number to ${name}. Replace the card of one of the two.`
    },
    page: {
      title: 'Loyalty',
      accounts: (count: number) => `${count} ${pluralEnglish(count, 'member', 'members')}`,
      issuedToday: (count: number) => `${count} ${pluralEnglish(count, 'card', 'cards')} given today`,
      whose: 'Whose card',
      whoseHint: 'Scan a card or type its 13 digits',
      rule: 'Rules now',
      ruleLines: (accrual: string, after: number, days: number, share: string) => [
        `${accrual} of what is paid for participating services comes back as points.`,
        `Points are available ${after} ${pluralEnglish(after, 'day', 'days')} after the payment and gone after ${days}.`,
        `Points pay up to ${share} of a sum. A point is a rouble.`
      ],
      version: (version: number) => `version ${version}`,
      recent: 'Given lately',
      nobody: 'No cards were given yet',
      nobodyHint: 'A card is given in a visit, after the payment.',
      blank: (number: string) => `${number}: a blank, given to nobody. Find the patient and give it on their page.`,
      notACard: 'This is no card number: 13 digits are needed, the first one 2. Scan again.',
      blockedCard: (name: string, reason: string, day: string) => `${name}: card ${reason}, blocked on ${day}`,
      shared: 'Two people have this number. Ask the name and choose the patient:',
      open: 'Open the patient',
      active: 'active',
      columns: { number: 'Number', patient: 'Patient', issued: 'Given', source: 'From', state: 'State' },
      sources: { blank: 'blank', series: 'printed' }
    },
    refusals: {
      PATIENT_UNKNOWN: 'This patient is gone. Find them again.',
      NO_ACCOUNT: 'The patient has no card. Give one, and points begin to gather.',
      NOT_EAN13: 'The number was read wrongly. Scan again or check the 13 digits.',
      NOT_A_CARD: 'This is the barcode of goods, not of a card. Scan a card.',
      DESK_SERIES: 'Such numbers are given by the desks themselves. Take a blank from the pack or print a new card.',
      NUMBER_USED: 'This card was given already. Take another one from the pack.',
      SERIES_EXHAUSTED: "This desk's numbers are used up. Take a blank and call the network administrator.",
      HAS_CARD: (number: string) => `The patient already has card ${number}. It can be replaced.`,
      CARD_UNKNOWN: 'The patient has no such card. Open the window again.',
      CARD_BLOCKED: 'The card is blocked already.',
      NOTHING_OVERSPENT: 'Another desk has settled this: no points are lacking any more. Close the window.',
      BALANCE_CHANGED: (lack: number) => `The balance has changed: ${pointsEn(lack)} are lacking. Open the task again.`,
      REASON_REQUIRED: 'Write the reason: three letters at least.',
      NOT_ENOUGH_POINTS: (usable: number) => `${pointsEn(usable)} are available now.`,
      NO_CARD_PRINTER: 'No card printer is set up. Give a blank, or give without printing and print later.'
    }
  }
})

export type LoyaltyTexts = (typeof loyaltyTexts)['ru']
