/** Why a document was not prepared, signed or printed, and what to do now. */
import type { MarketingChannel } from '../../domain/documents/kinds.ts'
import type { SignerProblem } from '../../domain/documents/signers.ts'
import type { DocumentStatus } from '../../domain/documents/status.ts'
import type { TemplateFault } from '../../domain/documents/template.ts'
import { catalogue, plural } from '../ui/texts.ts'

const years = (age: number): string => `${age} ${plural(age, { one: 'год', few: 'года', many: 'лет' })}`

const problemsRu: Readonly<Record<SignerProblem, string>> = {
  PATIENT_SIGNS_ALONE: 'Этот документ пациент подписывает сам, представитель за него подписать не может.',
  BASIS_MISSING: 'У представителя не указан документ о полномочиях. Внесите его в карточку пациента.',
  BASIS_EXPIRED:
    'Срок документа о полномочиях истёк. Попросите действующий документ и внесите его в карточку пациента.',
  BASIS_NOT_YET_VALID: 'Документ о полномочиях ещё не действует. Проверьте его дату в карточке пациента.',
  REPRESENTATIVE_UNDERAGE: 'Представителю ещё нет 16 лет. Нужен другой представитель.'
}
const problemsEn: Readonly<Record<SignerProblem, string>> = {
  PATIENT_SIGNS_ALONE: 'The patient signs this document alone; a representative cannot sign instead.',
  BASIS_MISSING: 'No paper of authority is on file for the representative. Add it to the patient’s card.',
  BASIS_EXPIRED: 'The paper of authority has expired. Ask for a valid one and add it to the patient’s card.',
  BASIS_NOT_YET_VALID: 'The paper of authority is not valid yet. Check its date in the patient’s card.',
  REPRESENTATIVE_UNDERAGE: 'The representative is under 16. Another representative is needed.'
}

const faultsRu: Readonly<Record<TemplateFault['code'], string>> = {
  'not-json': 'файл повреждён и не читается',
  'wrong-shape': 'не хватает части или она заполнена неверно',
  'unknown-place': 'указано неизвестное поле',
  'unknown-act': 'указан акт, которого нет в списке законов',
  'open-brace': 'фигурная скобка не закрыта',
  'no-signatures': 'нет места для подписей',
  'wrong-name': 'имя файла не совпадает с видом и номером редакции',
  repeated: 'такая редакция уже есть',
  unreadable: 'файл недоступен'
}
const faultsEn: Readonly<Record<TemplateFault['code'], string>> = {
  'not-json': 'the file is damaged and cannot be read',
  'wrong-shape': 'a part is missing or filled in wrongly',
  'unknown-place': 'it names an unknown field',
  'unknown-act': 'it cites an act that is not in the list of laws',
  'open-brace': 'a brace is left open',
  'no-signatures': 'there is nowhere to sign',
  'wrong-name': 'the file name does not match the kind and version',
  repeated: 'this version is there already',
  unreadable: 'the file cannot be opened'
}

export const documentRefusalTexts = catalogue({
  ru: {
    DOCUMENT_UNKNOWN:
      'Такого документа на этом рабочем месте нет. Если его оформили на другом, дождитесь обмена с центром и повторите.',
    ALREADY_PREPARED: 'Документ уже подготовлен.',
    PATIENT_UNKNOWN: 'Карточка пациента не найдена. Найдите пациента снова.',
    REPRESENTATIVE_UNKNOWN: 'Этого представителя в карточке пациента больше нет. Выберите другого.',
    CLINIC_UNKNOWN: 'Данные клиники ещё не получены из центра. Дождитесь обмена с центром и повторите.',
    NO_TEMPLATE: 'На сегодня нет действующего текста этого документа. Сообщите в центр.',
    TEMPLATE_BAD: (faults: readonly TemplateFault[]) =>
      `Текст документа испорчен, оформить его нельзя. ${faults
        .slice(0, 2)
        .map((fault) => `Файл ${fault.file}: ${faultsRu[fault.code]} (${fault.place}).`)
        .join(
          ' '
        )} Передайте это сообщение администратору сети: он вернёт исправный файл. Другие документы оформляются как обычно.`,
    TEMPLATE_CHANGED: (version: number) =>
      `На этом рабочем месте другой текст редакции ${version}, чем тот, по которому документ подготовлен. Аннулируйте документ и подготовьте новый.`,
    REPRESENTATIVE_REQUIRED: (age: number) =>
      `Пациенту ${years(age)}: документ подписывает законный представитель. Укажите его в карточке пациента.`,
    SIGNER_NOT_ALLOWED: problemsRu,
    NOTHING_CHOSEN: 'Ничего не выбрано. Отметьте хотя бы один пункт.',
    NO_CONTACT: (channel: MarketingChannel): string =>
      channel === 'email'
        ? 'В карточке пациента нет адреса электронной почты. Внесите его или снимите отметку.'
        : 'В карточке пациента нет телефона. Внесите его или снимите отметку.',
    WRONG_STATUS: (status: DocumentStatus) => statusRu[status],
    NOT_PRINTED: 'Документ ещё не печатали. Сначала напечатайте его.',
    PAPER_ONLY: 'Этот документ в клинике подписывают только на бумаге.',
    UNFILLED: (places: readonly string[]) =>
      `На экране нельзя дописать от руки то, чего не хватает: ${places.map(placeRu).join(', ')}. Заполните карточку пациента и подготовьте документ снова или подпишите на бумаге.`,
    TEXT_CHANGED: 'Текст на экране устарел. Покажите документ ещё раз и подпишите.',
    WRONG_HANDS: 'Подписали не все, кто должен. Соберите недостающие подписи.',
    NO_CLINICIAN_NEEDED: 'Этому документу подпись медицинского работника не нужна.',
    NOT_CLINICIAN:
      'За медицинского работника расписывается только врач. Пусть врач войдёт под своим именем или подпишет бумагу.',
    PATIENT_FIRST: 'Сначала документ подписывает пациент.',
    NO_PAPER: 'Документ подписан на экране, бумажного оригинала у него нет.',
    ALREADY_RECEIVED: 'Оригинал этого документа уже в папке.',
    NOT_A_DOCUMENT_CODE: 'Это не код документа. Считайте квадратный код внизу любой страницы.',
    FILE_ELSEWHERE:
      'Файл ещё не пришёл с другой стойки: она не успела отправить его в головной офис. Проверьте, есть ли на ней связь, и попробуйте позже.',
    FILE_OUT_OF_REACH: 'Файл хранится в головном офисе, а связи с ним сейчас нет. Получите его, когда связь появится.',
    FILE_DAMAGED:
      'Файл документа на этом компьютере повреждён. Запись о подписи цела; сообщите администратору сети, файл восстановят из центра.',
    NO_PRINTER:
      'Принтер для листов А4 не настроен или выключен. Добавьте его в настройках печати, после этого напечатайте снова.',
    problems: problemsRu
  },
  en: {
    DOCUMENT_UNKNOWN:
      'This document is not on this workstation. If it was made elsewhere, wait for synchronisation and repeat.',
    ALREADY_PREPARED: 'The document is prepared already.',
    PATIENT_UNKNOWN: 'The patient’s card was not found. Find the patient again.',
    REPRESENTATIVE_UNKNOWN: 'This representative is no longer in the patient’s card. Choose another.',
    CLINIC_UNKNOWN: 'The clinic’s data have not come from head office yet. Wait for synchronisation and repeat.',
    NO_TEMPLATE: 'There is no wording of this document in use today. Tell head office.',
    TEMPLATE_BAD: (faults: readonly TemplateFault[]) =>
      `The wording of the document is spoiled and cannot be used. ${faults
        .slice(0, 2)
        .map((fault) => `File ${fault.file}: ${faultsEn[fault.code]} (${fault.place}).`)
        .join(
          ' '
        )} Pass this on to the network administrator, who will put a sound file back. Other documents work as usual.`,
    TEMPLATE_CHANGED: (version: number) =>
      `This workstation has another wording of version ${version} than the document was made from. Annul it and prepare a new one.`,
    REPRESENTATIVE_REQUIRED: (age: number) =>
      `The patient is ${age}: a lawful representative signs. Name one in the patient’s card.`,
    SIGNER_NOT_ALLOWED: problemsEn,
    NOTHING_CHOSEN: 'Nothing is chosen. Tick at least one item.',
    NO_CONTACT: (channel: MarketingChannel): string =>
      channel === 'email'
        ? 'There is no e-mail address in the patient’s card. Add it or untick the box.'
        : 'There is no phone in the patient’s card. Add it or untick the box.',
    WRONG_STATUS: (status: DocumentStatus) => statusEn[status],
    NOT_PRINTED: 'The document was not printed yet. Print it first.',
    PAPER_ONLY: 'This clinic signs this document only on paper.',
    UNFILLED: (places: readonly string[]) =>
      `What is missing cannot be written by hand on the screen: ${places.map(placeEn).join(', ')}. Fill in the patient’s card and prepare the document again, or sign on paper.`,
    TEXT_CHANGED: 'The text on the screen is out of date. Show the document again and sign.',
    WRONG_HANDS: 'Not everybody who must has signed. Collect the missing signatures.',
    NO_CLINICIAN_NEEDED: 'This document needs no signature of a medical worker.',
    NOT_CLINICIAN: 'Only a doctor signs for the medical worker. Let the doctor sign in or sign the paper.',
    PATIENT_FIRST: 'The patient signs first.',
    NO_PAPER: 'The document was signed on the screen; there is no paper original.',
    ALREADY_RECEIVED: 'The original of this document is in the folder already.',
    NOT_A_DOCUMENT_CODE: 'This is no code of a document. Scan the square code at the foot of any page.',
    FILE_ELSEWHERE:
      'The file has not come from the other desk yet: it has not sent it to head office. See whether that desk has a line, and try again later.',
    FILE_OUT_OF_REACH: 'The file is at head office, and there is no line to it now. Fetch it when the line is back.',
    FILE_DAMAGED:
      'The file of the document on this PC is damaged. The record of the signature is whole; tell the network administrator, the file will be restored from head office.',
    NO_PRINTER: 'No A4 printer is set up or it is switched off. Add one in the printing settings and print again.',
    problems: problemsEn
  }
})

export type DocumentRefusalTexts = (typeof documentRefusalTexts)['ru']

const statusRu: Readonly<Record<DocumentStatus, string>> = {
  draft: 'Документ ещё не подписан.',
  printed: 'Документ напечатан, но ещё не подписан.',
  signed: 'Документ уже подписан пациентом.',
  complete: 'Документ уже подписан.',
  refused: 'Пациент отказался подписать этот документ.',
  revoked: 'Согласие отозвано.',
  annulled: 'Документ аннулирован. Подготовьте новый.'
}
const statusEn: Readonly<Record<DocumentStatus, string>> = {
  draft: 'The document is not signed yet.',
  printed: 'The document is printed but not signed yet.',
  signed: 'The patient has signed the document already.',
  complete: 'The document is signed already.',
  refused: 'The patient refused to sign this document.',
  revoked: 'The consent was revoked.',
  annulled: 'The document was annulled. Prepare a new one.'
}

const PLACES: Readonly<Record<string, readonly [string, string]>> = {
  'patient.address': ['адрес пациента', 'the patient’s address'],
  'patient.document': ['документ, удостоверяющий личность пациента', 'the patient’s identity document'],
  'representative.document': ['документ представителя', 'the representative’s identity document'],
  'representative.birthDate': ['дата рождения представителя', 'the representative’s birth date'],
  'clinician.name': ['врач', 'the doctor'],
  refused: ['от чего пациент отказывается', 'what is refused']
}
const placeRu = (place: string): string => PLACES[place]?.[0] ?? place
const placeEn = (place: string): string => PLACES[place]?.[1] ?? place
