/** Texts of the settings: the window and the workstation; those of printers have a file of their own. */
import { catalogue } from '../ui/texts.ts'
import { printerSettingsEnglish, printerSettingsRussian } from './texts-printers.ts'

export const settingsTexts = catalogue({
  ru: {
    title: 'Настройки',
    tabs: { printers: 'Принтеры', window: 'Окно', device: 'Рабочее место' },
    sections: 'Разделы настроек',
    sync: 'Связь с центром',
    printers: printerSettingsRussian,
    window: {
      language: 'Язык окна',
      languageHint: 'Бумаги для пациентов всегда печатаются по-русски.',
      languages: { ru: 'Русский', en: 'English' },
      theme: 'Оформление',
      themeHint: '«Как в системе» меняется вместе с настройкой этого компьютера.',
      themes: { light: 'Светлое', dark: 'Тёмное', auto: 'Как в системе' },
      remembered: 'Выбор сразу действует и запоминается на этом компьютере для всех, кто за ним работает.'
    },
    device: {
      name: 'Название',
      series: 'Номера бумаг',
      seriesText: (series: string) =>
        `начинаются с ${series}, поэтому номера разных рабочих мест не совпадут и без связи`,
      clinic: 'Клиника',
      zone: 'Часовой пояс клиники',
      id: 'Код для поддержки',
      key: 'Ключ базы данных',
      keyProtected:
        'Хранит система этого компьютера: на другом компьютере или под другим пользователем базу не открыть.',
      keyPlain:
        'Лежит в файле: системного хранилища ключей на этом компьютере нет. Кто скопирует всю папку программы, сможет открыть базу.',
      keyPlainNext: 'Попросите администратора сети включить хранилище ключей системы или зашифровать диск.',
      changes: 'Название и клинику рабочего места назначает центр.'
    }
  },
  en: {
    title: 'Settings',
    tabs: { printers: 'Printers', window: 'Window', device: 'Workstation' },
    sections: 'Parts of the settings',
    sync: 'Synchronisation',
    printers: printerSettingsEnglish,
    window: {
      language: 'Language of the window',
      languageHint: 'Papers for patients are always printed in Russian.',
      languages: { ru: 'Русский', en: 'English' },
      theme: 'Appearance',
      themeHint: '“As the system” follows the setting of this PC.',
      themes: { light: 'Light', dark: 'Dark', auto: 'As the system' },
      remembered: 'The choice takes effect at once and is remembered on this PC for everybody who works at it.'
    },
    device: {
      name: 'Name',
      series: 'Numbers of papers',
      seriesText: (series: string) =>
        `begin with ${series}, so that numbers of different workstations never meet, even offline`,
      clinic: 'Clinic',
      zone: "Clinic's time zone",
      id: 'Code for support',
      key: 'Database key',
      keyProtected: 'Kept by the system of this PC: on another PC or as another user the database cannot be opened.',
      keyPlain:
        "Lies in a file: this PC has no system keystore. Whoever copies the program's whole folder can open the database.",
      keyPlainNext: 'Ask the network administrator to switch on the keystore of the system or to encrypt the disk.',
      changes: 'Name and clinic of the workstation are given by head office.'
    }
  }
})
