/** What the rules of plans answer, in words that say what to do. */

export const planRefusalsRu = {
  NO_DIAGNOSIS: 'Укажите хотя бы один диагноз по МКБ-10.',
  VARIANT_EMPTY: 'В одном из вариантов нет услуг. Добавьте услугу или удалите вариант.',
  REPEATED_ID: 'Строка плана повторилась. Закройте редактор и откройте заново.',
  SERVICE_UNKNOWN: 'Услуги нет в прейскуранте. Уберите её и выберите другую.',
  SERVICE_WITHDRAWN: (name: string) => `Услуга «${name}» больше не оказывается. Уберите её и выберите другую.`,
  DISCOUNT_NOT_ALLOWED: (name: string) => `На услугу «${name}» скидка не действует. Уберите скидку.`,
  TOOTH_NEEDED: (name: string) => `Для услуги «${name}» укажите зуб.`,
  PRICE_NOT_YOURS: (name: string) => `Цену услуги «${name}» берём из прейскуранта. Откройте редактор заново.`,
  VALIDITY_OVER: (date: string) => `Срок действия цен ${date} уже прошёл. Укажите более позднюю дату.`,
  PAYMENTS_DO_NOT_ADD_UP: (total: string, payments: string) =>
    `Платежи (${payments}) не сходятся с суммой варианта (${total}). Выберите рассрочку заново.`,
  PATIENT_UNKNOWN: 'Данные пациента ещё не получены. Найдите его заново.',
  DOCTOR_UNKNOWN: 'Врач не найден среди сотрудников. Выберите другого.',
  PLAN_UNKNOWN: 'План не найден. Откройте его со страницы пациента.',
  PLAN_EXISTS: 'Такой план уже записан. Откройте его со страницы пациента.',
  PLAN_WITHDRAWN: (reason: string) => `План отозван: ${reason}. Составьте новый.`,
  CHANGED_MEANWHILE: (version: number) => `План изменили, сейчас в силе версия ${version}. Посмотрите её и повторите.`,
  NOTHING_CHANGED: 'В плане ничего не изменилось.',
  VARIANT_UNKNOWN: 'Этого варианта в плане больше нет. Выберите другой.',
  NOT_CHOSEN: 'Сначала выберите вариант.',
  PRICES_EXPIRED: (date: string) =>
    `Цены действовали по ${date}. Измените план: новая версия возьмёт сегодняшние цены.`,
  SIGNER_MISSING: (who: string) => `Не хватает подписи: ${who}.`,
  SIGNER_UNKNOWN: 'Этот представитель больше не указан у пациента. Выберите другого.',
  AUTHORITY_MISSING: (name: string) =>
    `${name}: нет действующего документа о полномочиях. Внесите его или выберите другого представителя.`,
  SCREEN_NOT_ALLOWED: 'В этой клинике план подписывают на бумаге. Напечатайте его.',
  ALREADY_SIGNED: 'Эта подпись уже стоит.',
  NOT_THIS_DOCTOR: 'На экране план подписывает врач, который его составил. Пусть войдёт под своим именем.',
  ALREADY_REFUSED: 'Отказ уже записан.',
  NO_PRINTER: 'Нет принтера для листов А4. Добавьте его в настройках.',
  signers: { patient: 'пациент', representative: 'законный представитель' }
}

export const planRefusalsEn: typeof planRefusalsRu = {
  NO_DIAGNOSIS: 'Name at least one ICD-10 diagnosis.',
  VARIANT_EMPTY: 'One of the variants has no services. Add one or delete the variant.',
  REPEATED_ID: 'A line came twice. Close the editor and open it again.',
  SERVICE_UNKNOWN: 'The service is not in the price list. Take it out and choose another one.',
  SERVICE_WITHDRAWN: (name) => `“${name}” is no longer done. Take it out and choose another one.`,
  DISCOUNT_NOT_ALLOWED: (name) => `“${name}” takes no discount. Remove it.`,
  TOOTH_NEEDED: (name) => `“${name}” needs a tooth.`,
  PRICE_NOT_YOURS: (name) => `The price of “${name}” comes from the price list. Open the editor again.`,
  VALIDITY_OVER: (date) => `Prices were valid until ${date}. Name a later day.`,
  PAYMENTS_DO_NOT_ADD_UP: (total, payments) =>
    `Payments (${payments}) do not add up to the variant (${total}). Choose the instalments again.`,
  PATIENT_UNKNOWN: 'The patient has not reached this desk yet. Find them again.',
  DOCTOR_UNKNOWN: 'This doctor is not on the staff. Choose another one.',
  PLAN_UNKNOWN: 'There is no such plan. Open it from the patient’s page.',
  PLAN_EXISTS: 'Such a plan is recorded already. Open it from the patient’s page.',
  PLAN_WITHDRAWN: (reason) => `The plan was withdrawn: ${reason}. Make a new one.`,
  CHANGED_MEANWHILE: (version) => `The plan was changed; version ${version} holds now. Look at it and repeat.`,
  NOTHING_CHANGED: 'Nothing in the plan has changed.',
  VARIANT_UNKNOWN: 'The plan holds this variant no more. Choose another one.',
  NOT_CHOSEN: 'Choose a variant first.',
  PRICES_EXPIRED: (date) => `Prices were valid until ${date}. Edit the plan: a new version takes today’s prices.`,
  SIGNER_MISSING: (who) => `A signature is missing: ${who}.`,
  SIGNER_UNKNOWN: 'This representative is no longer named for the patient. Choose another one.',
  AUTHORITY_MISSING: (name) => `${name}: no valid paper of authority. Enter it or choose another representative.`,
  SCREEN_NOT_ALLOWED: 'In this clinic plans are signed on paper. Print it.',
  ALREADY_SIGNED: 'This signature stands already.',
  NOT_THIS_DOCTOR: 'On the screen a plan is signed by the doctor who made it. They must sign in themselves.',
  ALREADY_REFUSED: 'The refusal is recorded already.',
  NO_PRINTER: 'No printer for A4 pages. Add one in the settings.',
  signers: { patient: 'the patient', representative: 'the representative' }
}
