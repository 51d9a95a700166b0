/** What the rules of acts answer, in words that say what to do. */

export const actRefusalsRu = {
  ACT_UNKNOWN: 'Акт не найден. Откройте визит заново.',
  ALREADY_ISSUED: (number: string) => `Этот акт уже оформлен под номером ${number}.`,
  PATIENT_UNKNOWN: 'Данные пациента ещё не получены. Найдите его заново.',
  VISIT_UNKNOWN: 'Визит не найден. Откройте его из списка «Сегодня».',
  OTHER_PATIENT: 'Этот визит другого пациента. Откройте нужный визит.',
  NOT_TREATED: 'Приёма ещё не было. Отметьте, что пациент в кресле или принят, и оформите акт.',
  DATE_IN_FUTURE: 'Акт нельзя оформить будущим днём. Проверьте дату на компьютере.',
  NO_LINES: 'В акте нет работ. Добавьте хотя бы одну.',
  DOCTOR_UNKNOWN: 'Врач не найден среди сотрудников. Выберите другого.',
  SERVICE_UNKNOWN: 'Услуги нет в прейскуранте. Уберите её и выберите другую.',
  DISCOUNT_NOT_ALLOWED: (name: string) => `На услугу «${name}» скидка не действует. Уберите скидку.`,
  TOOTH_NEEDED: (name: string) => `Для услуги «${name}» укажите зуб.`,
  PLAN_LINE_UNKNOWN: 'План изменился, этой работы в нём нет. Закройте окно и откройте акт заново.',
  PLAN_NOT_SIGNED: (number: string) =>
    `План ${number} изменён и не подписан. Подпишите новую версию или закройте окно и откройте акт заново: цены будут по прейскуранту.`,
  MORE_THAN_PLANNED: (name: string, planned: number, done: number) =>
    `«${name}»: по плану ${planned}, уже сделано ${done}. Уменьшите количество.`,
  ALREADY_IN_ACT: (name: string, number: string) => `«${name}» уже есть в акте ${number} этого визита.`,
  ALREADY_REVERSED: (date: string) => `Акт уже аннулирован ${date}.`,
  NO_PRINTER: (form: string) => `Нет принтера для «${form}». Выберите другую бумагу или оформите без печати.`
}

export const actRefusalsEn: typeof actRefusalsRu = {
  ACT_UNKNOWN: 'There is no such act. Open the visit again.',
  ALREADY_ISSUED: (number) => `This act is recorded already under number ${number}.`,
  PATIENT_UNKNOWN: 'The patient has not reached this desk yet. Find them again.',
  VISIT_UNKNOWN: 'There is no such visit. Open it from Today.',
  OTHER_PATIENT: 'This visit is another patient’s. Open the right one.',
  NOT_TREATED: 'Nobody has been treated yet. Mark the visit as in the chair or done, then make the act out.',
  DATE_IN_FUTURE: 'An act cannot be of a future day. Check the date of this PC.',
  NO_LINES: 'The act has no work. Add at least one line.',
  DOCTOR_UNKNOWN: 'This doctor is not on the staff. Choose another one.',
  SERVICE_UNKNOWN: 'The service is not in the price list. Take it out and choose another one.',
  DISCOUNT_NOT_ALLOWED: (name) => `“${name}” takes no discount. Remove it.`,
  TOOTH_NEEDED: (name) => `“${name}” needs a tooth.`,
  PLAN_LINE_UNKNOWN: 'The plan has changed and holds this work no more. Close this window and open the act again.',
  PLAN_NOT_SIGNED: (number) =>
    `Plan ${number} was changed and is not signed. Sign the new version, or close this window and open the act again for list prices.`,
  MORE_THAN_PLANNED: (name, planned, done) =>
    `“${name}”: ${planned} planned, ${done} done already. Lower the quantity.`,
  ALREADY_IN_ACT: (name, number) => `“${name}” stands in act ${number} of this visit already.`,
  ALREADY_REVERSED: (date) => `The act was annulled on ${date}.`,
  NO_PRINTER: (form) => `No printer takes “${form}”. Choose another paper or record without printing.`
}
