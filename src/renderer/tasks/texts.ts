/** Texts of tasks: what was entered apart, in the words of the desk, and the ways to settle it. */
import type { ContestedField } from '../../domain/patients/contested.ts'
import { catalogue, plural, pluralEnglish } from '../ui/texts.ts'

const fieldsRu: Readonly<Record<ContestedField, string>> = {
  name: 'Имя',
  birthDate: 'Дата рождения',
  sex: 'Пол',
  phones: 'Телефон',
  document: 'Документ',
  allergy: 'Аллергия'
}
const fieldsEn: Readonly<Record<ContestedField, string>> = {
  name: 'Name',
  birthDate: 'Birth date',
  sex: 'Sex',
  phones: 'Phone',
  document: 'Document',
  allergy: 'Allergy'
}

export const taskTexts = catalogue({
  ru: {
    title: 'Задачи',
    count: (count: number) => `${count} ${plural(count, { one: 'задача', few: 'задачи', many: 'задач' })}`,
    empty: 'Задач нет',
    emptyHint:
      'Когда две стойки без связи вводят об одном и том же разное, программа сохраняет оба варианта и спрашивает здесь, какой верный. К визитам: Alt 1.',
    settle: 'Решить',
    fields: fieldsRu,
    kinds: {
      doubleBooking: 'Двойная запись',
      overspent: 'Баллы',
      sharedCard: 'Карта',
      twoCards: 'Карты'
    },
    what: {
      values: 'введено по-разному',
      shared: {
        doctor: 'один врач нужен двоим',
        chair: 'одно кресло нужно двоим',
        both: 'один врач и одно кресло нужны двоим'
      },
      overspent: (points: string) => `списано больше, чем было: не хватает ${points}`,
      sharedCard: 'один номер выдан двоим',
      twoCards: 'у пациента больше одной действующей карты'
    },
    nothing: { phones: 'телефона нет', document: 'документа нет', allergy: 'аллергии нет', other: 'пусто' },
    sexes: { male: 'мужской', female: 'женский' },
    program: 'программа',
    headOffice: 'центральный офис',
    here: 'эта стойка',
    entered: (who: string, where: string, when: string) => `${who}, ${where}, ${when}`,
    booked: (entered: string) => `записано: ${entered}`,
    given: (entered: string) => `выдана: ${entered}`,
    spent: (points: string, entered: string) => `${points} — ${entered}`,
    values: {
      title: (field: string, name: string) => `${field}: ${name}`,
      ask: 'Спросите пациента и выберите, что верно. Остальное останется в истории.',
      askAllergy: 'Пока не решено, показываем все. Спросите пациента; если сомневаетесь, запишите все.',
      shown: 'сейчас на экранах',
      all: (what: string) => `Верно всё: ${what}`,
      other: 'Ничего из этого, ввести другое',
      otherName: 'Фамилия, имя, отчество',
      otherNone: 'Пусто, если аллергии нет',
      otherDocument: 'Серия и номер паспорта: 4011 123456',
      wrong: 'Введите номер документа',
      save: (what: string) => `Записать: ${what}`,
      done: (name: string, field: string, what: string) =>
        `${name}: ${field.toLowerCase()} — ${what}. Исправить можно в карте пациента.`
    },
    booking: {
      title: (when: string) => `Двойная запись: ${when}`,
      ask: 'Кого перенести? Второй пациент придёт как записан.',
      seated: 'уже в кресле',
      elsewhere: (clinic: string) => `переносит клиника ${clinic}`,
      none: 'Отсюда перенести некого. Позвоните в другую клинику и договоритесь, кто переносит.'
    },
    points: {
      title: (name: string) => `Баллы: ${name}`,
      lack: (points: string) => `Не хватает ${points}. Баллы уже потрачены, платежи остаются.`,
      owed: 'Записать в долг',
      owedHint: 'Следующие баллы сначала покроют долг.',
      forgiven: 'Списать за счёт клиники',
      forgivenHint: 'Баланс станет нулевым. Отменить это нельзя.',
      forbidden: 'Списать может старший администратор или кассир.',
      reason: 'Почему клиника берёт это на себя',
      doneOwed: (name: string, points: string) => `${name}: ${points} записано в долг, покроют следующие начисления.`,
      doneForgiven: (name: string, points: string) => `${name}: ${points} списано за счёт клиники.`
    },
    card: {
      sharedTitle: (number: string) => `Карта ${number}`,
      sharedAsk:
        'У кого забрать этот номер? Спросите, чья карта в руках у пациента. Баллы останутся, новую карту выдадим сразу.',
      twoTitle: (name: string) => `Лишняя карта: ${name}`,
      twoAsk: 'Какую карту заблокировать? Спросите, какой пациент пользуется. Баллы общие и останутся.',
      block: (number: string) => `Заблокировать карту ${number}`,
      irreversible: 'Заблокированную карту вернуть нельзя, можно выдать новую.',
      doneShared: (name: string) => `${name}: номер заблокирован. Выдайте новую карту или сделайте это позже.`,
      doneTwo: (name: string, number: string) => `${name}: карта ${number} заблокирована, баллы на месте.`
    }
  },
  en: {
    title: 'Tasks',
    count: (count: number) => `${count} ${pluralEnglish(count, 'task', 'tasks')}`,
    empty: 'No tasks',
    emptyHint:
      'When two desks without a line enter different things about the same, the program keeps both and asks here which is right. Back to the visits: Alt 1.',
    settle: 'Settle',
    fields: fieldsEn,
    kinds: { doubleBooking: 'Double booking', overspent: 'Points', sharedCard: 'Card', twoCards: 'Cards' },
    what: {
      values: 'entered differently',
      shared: {
        doctor: 'two need one doctor',
        chair: 'two need one chair',
        both: 'two need one doctor and one chair'
      },
      overspent: (points: string) => `more was spent than there was: ${points} are lacking`,
      sharedCard: 'one number was given to two',
      twoCards: 'the patient has more than one card in use'
    },
    nothing: { phones: 'no phone', document: 'no document', allergy: 'no allergy', other: 'empty' },
    sexes: { male: 'male', female: 'female' },
    program: 'the program',
    headOffice: 'head office',
    here: 'this desk',
    entered: (who: string, where: string, when: string) => `${who}, ${where}, ${when}`,
    booked: (entered: string) => `booked: ${entered}`,
    given: (entered: string) => `given: ${entered}`,
    spent: (points: string, entered: string) => `${points} — ${entered}`,
    values: {
      title: (field: string, name: string) => `${field}: ${name}`,
      ask: 'Ask the patient and choose what is right. The rest stays in the history.',
      askAllergy: 'Until this is settled all are shown. Ask the patient; when in doubt, keep all.',
      shown: 'on the screens now',
      all: (what: string) => `All of it is right: ${what}`,
      other: 'None of these, type another',
      otherName: 'Family name, given name, patronymic',
      otherNone: 'Empty if there is no allergy',
      otherDocument: 'Series and number of the passport: 4011 123456',
      wrong: 'Type the number of the document',
      save: (what: string) => `Record: ${what}`,
      done: (name: string, field: string, what: string) =>
        `${name}: ${field.toLowerCase()} is ${what}. It can be changed on the patient's page.`
    },
    booking: {
      title: (when: string) => `Double booking: ${when}`,
      ask: 'Whom to move? The other patient comes as booked.',
      seated: 'in the chair already',
      elsewhere: (clinic: string) => `moved by ${clinic}`,
      none: 'Nobody can be moved from here. Call the other clinic and agree who moves.'
    },
    points: {
      title: (name: string) => `Points: ${name}`,
      lack: (points: string) => `${points} are lacking. They are spent, and the payments stand.`,
      owed: 'Leave them owed',
      owedHint: 'The next points make it good first.',
      forgiven: "Forgive at the clinic's cost",
      forgivenHint: 'The balance becomes zero. This cannot be undone.',
      forbidden: 'A senior receptionist or a cashier may forgive.',
      reason: 'Why the clinic bears it',
      doneOwed: (name: string, points: string) => `${name}: ${points} are owed, the next ones make them good.`,
      doneForgiven: (name: string, points: string) => `${name}: ${points} are forgiven.`
    },
    card: {
      sharedTitle: (number: string) => `Card ${number}`,
      sharedAsk:
        'From whom to take this number? Ask whose hands the card is in. The points stay, and a new card is given at once.',
      twoTitle: (name: string) => `A card too many: ${name}`,
      twoAsk: 'Which card to block? Ask which one the patient uses. The points are common to both and stay.',
      block: (number: string) => `Block card ${number}`,
      irreversible: 'A blocked card cannot be opened again; a new one can be given.',
      doneShared: (name: string) => `${name}: the number is blocked. Give a new card, now or later.`,
      doneTwo: (name: string, number: string) => `${name}: card ${number} is blocked, the points stay.`
    }
  }
})

export type TaskTexts = (typeof taskTexts)['ru']
