/** Texts of booking a visit. */
import { catalogue } from '../ui/texts.ts'

export const bookTexts = catalogue({
  ru: {
    title: (who: string) => `Записать: ${who}`,
    doctor: 'Врач',
    anyDoctor: 'Любой врач',
    from: 'С даты',
    minutes: 'Минут',
    service: 'Услуга',
    serviceHint: 'Название или код, можно не указывать',
    note: 'Заметка',
    slots: 'Свободное время',
    none: 'На две недели вперёд свободного времени нет. Выберите другого врача или дату.',
    book: 'Записать',
    booked: (when: string) => `Запись на ${when} создана`,
    rebookTitle: (who: string) => `Перенести: ${who}`,
    rebookWhy: 'Почему',
    rebookReason: 'На это время записали двоих',
    rebook: 'Перенести на это время',
    rebooked: (who: string, when: string, phones: string) =>
      `${who}: запись перенесена на ${when}. Предупредите пациента${phones === '' ? ': телефона в карте нет' : ` по телефону ${phones}`}.`
  },
  en: {
    title: (who: string) => `Book: ${who}`,
    doctor: 'Doctor',
    anyDoctor: 'Any doctor',
    from: 'From date',
    minutes: 'Minutes',
    service: 'Service',
    serviceHint: 'Name or code, optional',
    note: 'Note',
    slots: 'Free time',
    none: 'No free time in the next two weeks. Choose another doctor or date.',
    book: 'Book',
    booked: (when: string) => `Booked for ${when}`,
    rebookTitle: (who: string) => `Move: ${who}`,
    rebookWhy: 'Why',
    rebookReason: 'Two were booked for this time',
    rebook: 'Move to this time',
    rebooked: (who: string, when: string, phones: string) =>
      `${who}: moved to ${when}. Tell the patient${phones === '' ? ': there is no phone' : `: ${phones}`}.`
  }
})
