/** Texts of documents: kinds, states, who signs, what the desk can do. */
import type { DocumentRefusalReason, SignatureMode } from '../../domain/documents/facts.ts'
import type { DocumentKind, MarketingChannel } from '../../domain/documents/kinds.ts'
import type { SignerRole, SignerWarning } from '../../domain/documents/signers.ts'
import type { DocumentStatus } from '../../domain/documents/status.ts'
import { catalogue, plural, pluralEnglish } from '../ui/texts.ts'

const kindsRu: Readonly<Record<DocumentKind, string>> = {
  'general-consent': 'Информированное согласие на осмотр и диагностику',
  'general-refusal': 'Отказ от медицинского вмешательства',
  'anaesthesia-consent': 'Согласие на местную анестезию',
  'extraction-consent': 'Согласие на удаление зуба',
  'implantation-consent': 'Согласие на имплантацию',
  'personal-data-consent': 'Согласие на обработку персональных данных',
  'marketing-consent': 'Согласие на получение рекламы'
}
const kindsEn: Readonly<Record<DocumentKind, string>> = {
  'general-consent': 'Informed consent to examination',
  'general-refusal': 'Refusal of an intervention',
  'anaesthesia-consent': 'Consent to local anaesthesia',
  'extraction-consent': 'Consent to extraction',
  'implantation-consent': 'Consent to implantation',
  'personal-data-consent': 'Consent to personal-data processing',
  'marketing-consent': 'Consent to advertising'
}
const statusesRu: Readonly<Record<DocumentStatus, string>> = {
  draft: 'подготовлен',
  printed: 'напечатан, ждёт подписи',
  signed: 'подписан пациентом, ждёт подписи врача',
  complete: 'подписан',
  refused: 'пациент не подписал',
  revoked: 'отозван',
  annulled: 'аннулирован'
}
const statusesEn: Readonly<Record<DocumentStatus, string>> = {
  draft: 'prepared',
  printed: 'printed, waits for a signature',
  signed: 'signed by the patient, waits for the doctor',
  complete: 'signed',
  refused: 'the patient did not sign',
  revoked: 'revoked',
  annulled: 'annulled'
}
const reasonsRu: Readonly<Record<DocumentRefusalReason, string>> = {
  'wants-to-think': 'хочет подумать',
  'disagrees-with-text': 'не согласен с текстом',
  'disagrees-with-intervention': 'не согласен на вмешательство',
  'no-trust': 'не доверяет врачу или клинике',
  other: 'другое'
}
const reasonsEn: Readonly<Record<DocumentRefusalReason, string>> = {
  'wants-to-think': 'wants to think it over',
  'disagrees-with-text': 'disagrees with the text',
  'disagrees-with-intervention': 'does not want the intervention',
  'no-trust': 'does not trust the doctor or the clinic',
  other: 'other'
}
const warningsRu: Readonly<Record<SignerWarning, string>> = {
  DELEGATION_DISPUTED:
    'Бабушка, дедушка или няня по доверенности — не законный представитель; право дать согласие на лечение по доверенности оспаривают. Лучше получить подпись родителя.',
  REPRESENTATIVE_IS_MINOR: 'Представителю нет 18 лет: родитель действует самостоятельно с 16 лет.',
  IDENTITY_UNKNOWN: 'Документ представителя не внесён: попросите показать паспорт.',
  BIRTH_DATE_UNKNOWN: 'Дата рождения представителя не указана: в бланке останется место для неё.'
}
const warningsEn: Readonly<Record<SignerWarning, string>> = {
  DELEGATION_DISPUTED:
    'A grandparent or nanny with a power of attorney is no lawful representative; whether consent to treatment may be delegated is disputed. A parent’s signature is better.',
  REPRESENTATIVE_IS_MINOR: 'The representative is under 18: a parent acts alone from 16.',
  IDENTITY_UNKNOWN: 'No identity document of the representative is on file: ask to see one.',
  BIRTH_DATE_UNKNOWN: 'The representative’s birth date is not on file: the form leaves room for it.'
}

export const documentTexts = catalogue({
  ru: {
    kinds: kindsRu,
    statuses: statusesRu,
    reasons: reasonsRu,
    warnings: warningsRu,
    channels: { sms: 'СМС', call: 'звонок', messenger: 'мессенджер', email: 'электронная почта' } satisfies Readonly<
      Record<MarketingChannel, string>
    >,
    roles: { patient: 'Пациент', representative: 'Законный представитель' } satisfies Readonly<
      Record<SignerRole, string>
    >,
    modes: { paper: 'на бумаге', screen: 'на экране' } satisfies Readonly<Record<SignatureMode, string>>,
    number: (number: string, date: string) => `№ ${number} от ${date}`,
    version: (version: number, approved: string) => `редакция ${version} от ${approved}`,
    signedOn: (date: string) => `подписано ${date}`,
    validUntil: (date: string) => `действует до ${date}`,
    refusedOn: (date: string) => `Пациент не подписал ${date}`,
    revokedOn: (date: string) => `Согласие отозвано ${date}`,
    annulledBecause: (reason: string) => `Аннулировано: ${reason}`,
    originalAwaited: 'оригинал не в папке',
    originalIn: (place: string) => `оригинал в папке: ${place}`,
    clinicianWaits: 'ждёт подписи врача',
    clinicianSigned: (name: string, date: string) => `${name}, ${date}`,
    doctor: 'Врач',
    notSignedYet: 'подписи пока нет',
    copies: (count: number) => `напечатано ${count} ${plural(count, { one: 'раз', few: 'раза', many: 'раз' })}`,
    page: (page: number, of: number) => `Страница ${page} из ${of}`,
    pages: 'Страницы документа',
    signaturesElsewhere: 'Подпись нарисована на другом рабочем месте и здесь пока не видна.',
    fileElsewhere: 'Файл ещё не пришёл с другой стойки.',
    fileElsewhereShort: 'файл на другой стойке',
    fetchFile: 'Получить файл сейчас',
    fileFetched: 'Файл получен.',
    lapsed: (act: string) => `Документ ссылается на акт, срок которого истёк: ${act}. Покажите текст юристу.`,
    prepare: {
      who: 'Кто подписывает',
      patientSigns: 'Пациент подписывает сам',
      representativeSigns: 'Подписывает законный представитель',
      bothSign: 'Подписывают пациент и законный представитель',
      representative: 'Законный представитель',
      noRepresentative: 'Законный представитель не указан. Откройте карточку пациента и внесите его.',
      openPatient: 'Открыть карточку',
      forAdult: 'Подписывает опекун или представитель по доверенности',
      confidant: 'Кому можно сообщать о здоровье (имя и телефон), если пациент назвал',
      diagnosis: 'Диагноз, если известен',
      refused: 'От чего пациент отказывается',
      channels: 'Как пациент согласен получать рекламу',
      channelsHint: 'Отметьте только то, что пациент назвал сам.',
      print: 'Подготовить и напечатать',
      show: 'Показать на экране',
      only: 'Подготовить'
    },
    actions: {
      print: 'Напечатать',
      printAgain: 'Напечатать ещё',
      printCopy: 'Напечатать копию',
      signedOnPaper: 'Подписано на бумаге',
      signOnScreen: 'Подписать на экране',
      clinicianOnPaper: 'Врач подписал',
      clinicianOnScreen: 'Расписаться врачу',
      receive: 'Оригинал в папке',
      refuse: 'Не подписывает',
      revoke: 'Отозвать',
      annul: 'Аннулировать'
    },
    done: {
      printed: 'Документ отправлен на печать',
      signed: 'Подпись записана',
      clinician: 'Подпись врача записана',
      received: (number: string) => `Документ № ${number}: оригинал в папке`,
      refused: 'Записано: пациент не подписал',
      revoked: 'Отзыв записан',
      annulled: 'Документ аннулирован'
    },
    forms: {
      refuse: 'Почему пациент не подписывает',
      note: 'Пояснение',
      refuseSave: 'Записать',
      revoke: 'Отзыв согласия',
      revokeHint: 'Согласие перестанет действовать сразу. Подписанная бумага хранится дальше.',
      revokeReason: 'Со слов пациента',
      revokeAll: 'Отозвать полностью',
      revokeChannels: 'Отказаться от отмеченных способов',
      annul: 'Аннулирование',
      annulHint:
        'Только для документов, оформленных по ошибке. Документ останется в истории и ничего не будет значить.',
      annulReason: 'Причина',
      annulSave: 'Аннулировать документ',
      place: 'Папка или коробка, если ведёте учёт',
      placeSave: 'Оригинал в папке'
    },
    pad: {
      ask: (name: string) => `${name}, прочитайте документ и распишитесь в рамке`,
      askClinician: (name: string) => `${name}, распишитесь в рамке`,
      field: 'Поле для подписи',
      clear: 'Стереть',
      sign: 'Подписать',
      next: 'Дальше',
      step: (at: number, of: number) => `Подпись ${at} из ${of}`,
      explain: 'После подписи текст нельзя изменить: документ сохранится таким, как на экране.'
    },
    screen: {
      title: 'Каких бумаг не хватает',
      scan: 'Код с бумаги',
      scanHint: 'Считайте сканером квадратный код внизу страницы: документ отметится как лежащий в папке.',
      count: (count: number) => `${count} ${plural(count, { one: 'документ', few: 'документа', many: 'документов' })}`,
      nothing: 'Все оригиналы в папках, все врачи подписали',
      nothingHint: 'Когда пациент подпишет бумагу, она появится здесь, пока её не положат в папку.',
      columns: { date: 'Дата', number: 'Номер', patient: 'Пациент', document: 'Документ', waits: 'Чего не хватает' }
    },
    patient: {
      open: 'Документы',
      title: (name: string) => `Документы: ${name}`,
      none: 'У пациента пока нет документов.',
      new: 'Новый документ',
      faults: (count: number) => `Испорчено файлов с текстами: ${count}. Эти документы сейчас оформить нельзя.`
    },
    back: 'Назад'
  },
  en: {
    kinds: kindsEn,
    statuses: statusesEn,
    reasons: reasonsEn,
    warnings: warningsEn,
    channels: { sms: 'text message', call: 'call', messenger: 'messenger', email: 'e-mail' },
    roles: { patient: 'Patient', representative: 'Lawful representative' },
    modes: { paper: 'on paper', screen: 'on the screen' },
    number: (number: string, date: string) => `No. ${number} of ${date}`,
    version: (version: number, approved: string) => `version ${version} of ${approved}`,
    signedOn: (date: string) => `signed ${date}`,
    validUntil: (date: string) => `valid until ${date}`,
    refusedOn: (date: string) => `The patient did not sign on ${date}`,
    revokedOn: (date: string) => `The consent was revoked on ${date}`,
    annulledBecause: (reason: string) => `Annulled: ${reason}`,
    originalAwaited: 'original not in the folder',
    originalIn: (place: string) => `original in the folder: ${place}`,
    clinicianWaits: 'waits for the doctor',
    clinicianSigned: (name: string, date: string) => `${name}, ${date}`,
    doctor: 'Doctor',
    notSignedYet: 'not signed yet',
    copies: (count: number) => `printed ${count} ${pluralEnglish(count, 'time', 'times')}`,
    page: (page: number, of: number) => `Page ${page} of ${of}`,
    pages: 'Pages of the document',
    signaturesElsewhere: 'The signature was drawn on another workstation and is not visible here yet.',
    fileElsewhere: 'The file has not come from the other desk yet.',
    fileElsewhereShort: 'file at another desk',
    fetchFile: 'Fetch the file now',
    fileFetched: 'The file has come.',
    lapsed: (act: string) => `The document cites an act that has run out: ${act}. Show the text to the lawyer.`,
    prepare: {
      who: 'Who signs',
      patientSigns: 'The patient signs alone',
      representativeSigns: 'A lawful representative signs',
      bothSign: 'The patient and a lawful representative sign',
      representative: 'Lawful representative',
      noRepresentative: 'No lawful representative is named. Open the patient’s card and add one.',
      openPatient: 'Open the card',
      forAdult: 'A guardian or attorney signs',
      confidant: 'Who may be told about health (name and phone), if the patient named somebody',
      diagnosis: 'Diagnosis, if known',
      refused: 'What the patient refuses',
      channels: 'How the patient agrees to get advertising',
      channelsHint: 'Tick only what the patient named.',
      print: 'Prepare and print',
      show: 'Show on the screen',
      only: 'Prepare'
    },
    actions: {
      print: 'Print',
      printAgain: 'Print once more',
      printCopy: 'Print a copy',
      signedOnPaper: 'Signed on paper',
      signOnScreen: 'Sign on the screen',
      clinicianOnPaper: 'The doctor has signed',
      clinicianOnScreen: 'Doctor signs here',
      receive: 'Original in the folder',
      refuse: 'Does not sign',
      revoke: 'Revoke',
      annul: 'Annul'
    },
    done: {
      printed: 'The document goes to the printer',
      signed: 'The signature is recorded',
      clinician: 'The doctor’s signature is recorded',
      received: (number: string) => `Document No. ${number}: the original is in the folder`,
      refused: 'Recorded: the patient did not sign',
      revoked: 'The revocation is recorded',
      annulled: 'The document is annulled'
    },
    forms: {
      refuse: 'Why the patient does not sign',
      note: 'Remark',
      refuseSave: 'Record',
      revoke: 'Revocation',
      revokeHint: 'The consent ends at once. The signed paper is kept.',
      revokeReason: 'In the patient’s words',
      revokeAll: 'Revoke altogether',
      revokeChannels: 'Give up the ticked ways',
      annul: 'Annulment',
      annulHint: 'Only for documents made by mistake. It stays in the history and means nothing.',
      annulReason: 'Reason',
      annulSave: 'Annul the document',
      place: 'Folder or box, if you keep account of them',
      placeSave: 'Original in the folder'
    },
    pad: {
      ask: (name: string) => `${name}, please read the document and sign in the frame`,
      askClinician: (name: string) => `${name}, please sign in the frame`,
      field: 'Field for the signature',
      clear: 'Clear',
      sign: 'Sign',
      next: 'Next',
      step: (at: number, of: number) => `Signature ${at} of ${of}`,
      explain: 'After signing the text cannot be changed: the document is kept as it is on the screen.'
    },
    screen: {
      title: 'Which papers are missing',
      scan: 'Code on the paper',
      scanHint: 'Scan the square code at the foot of a page: the document is marked as lying in the folder.',
      count: (count: number) => `${count} ${pluralEnglish(count, 'document', 'documents')}`,
      nothing: 'All originals are in their folders, all doctors have signed',
      nothingHint: 'When a patient signs a paper it appears here until it is put into the folder.',
      columns: { date: 'Date', number: 'Number', patient: 'Patient', document: 'Document', waits: 'What is missing' }
    },
    patient: {
      open: 'Documents',
      title: (name: string) => `Documents: ${name}`,
      none: 'The patient has no documents yet.',
      new: 'New document',
      faults: (count: number) => `Spoiled files of texts: ${count}. These documents cannot be made now.`
    },
    back: 'Back'
  }
})
