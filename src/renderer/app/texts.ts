/** Texts of the frame: rail, search line, bottom line, and the states of the workstation as a whole. */
import { catalogue } from '../ui/texts.ts'

export const appTexts = catalogue({
  ru: {
    product: 'Стойка',
    rail: {
      today: 'Сегодня',
      patients: 'Пациенты',
      incidents: 'Сбои',
      tasks: 'Задачи',
      cash: 'Касса',
      loyalty: 'Лояльность',
      documents: 'Документы',
      imports: 'Импорт',
      settings: 'Настройки'
    },
    find: 'Пациент, карта, телефон, действие',
    lock: 'Заблокировать',
    starting: 'Открываем рабочее место',
    fetching: (done: number, total: number) => `Получаем данные клиники: ${done} из ${total}`,
    fetchingHint: 'Это бывает один раз, при подключении рабочего места. Программу можно закрыть: загрузка продолжится.',
    fetchingStopped: {
      UNREACHABLE:
        'Загрузка прервалась: нет связи с центром. Проверьте интернет на этом компьютере. Полученное сохранено, программа сама продолжит с этого места.',
      BUSY: 'Загрузка прервалась: центр занят или на обслуживании. Полученное сохранено, программа сама продолжит с этого места.',
      RUBBISH:
        'Загрузка прервалась: по адресу центра отвечает что-то другое, возможно страница провайдера. Проверьте, что в браузере открывается интернет без входа в сеть; программа сама продолжит.',
      STORAGE:
        'Загрузка прервалась: на диск не удалось записать полученное. Освободите место на диске; программа сама продолжит с этого места.',
      STRANGER:
        'Загрузка прервалась: центр и этот компьютер не узнают друг друга. Позвоните администратору сети: рабочее место нужно подключить заново.',
      OTHER:
        'Загрузка прервалась. Полученное сохранено, программа повторит попытку сама. Если так и останется, обновите программу и позвоните администратору сети.'
    },
    failed: {
      title: 'Рабочее место не открылось',
      'wrong-key-or-damaged':
        'База данных повреждена или закрыта другим ключом. Данные не изменены. Позвоните администратору сети: базу восстановят из центра.',
      'newer-schema':
        'База создана более новой версией программы. Обновите программу на этом компьютере и запустите снова.',
      'no-access':
        'Нет доступа к папке с данными. Проверьте, что диск подключён и у пользователя есть права на папку, затем запустите снова.',
      'disk-full':
        'На диске нет места. Освободите хотя бы 500 МБ и запустите снова. Ничего из записанного не потеряно.',
      'in-use': 'База уже открыта другой копией программы. Закройте её и запустите снова.',
      withdrawn:
        'Центр отозвал это рабочее место. Все записи и документы переданы в центр, данные пациентов с этого компьютера удалены. Чтобы работать здесь снова, запустите программу и введите новый код центра.',
      program:
        'Внутренняя служба программы не запускается. Перезагрузите компьютер; если не поможет, позвоните администратору сети.'
    },
    lost: 'Связь с внутренней службой прервалась, восстанавливаем. Записанное сохранено.',
    storage: {
      'disk-full': 'На диске нет места: действие не записано. Освободите место и повторите.',
      other: 'Не удалось записать на диск: действие не записано. Повторите; если не поможет, перезапустите программу.'
    },
    forbidden: 'Для этого действия нужны другие права. Попросите старшего администратора войти и выполнить его.',
    undo: 'Отменить',
    close: 'Закрыть',
    cancel: 'Отмена',
    scan: {
      received: (number: string) => `Оригинал получен: ${number}`,
      blank: 'Это новая карта: её можно выдать пациенту из визита.',
      shared: 'Эта карта выдана двум пациентам. Откройте «Задачи» (Alt T) и решите, чья она.',
      unknown: 'Этот код не наш: не документ, не план и не карта пациента.'
    },
    unexpected: 'Действие не выполнено. Повторите; если не поможет, перезапустите программу.'
  },
  en: {
    product: 'Stoika',
    rail: {
      today: 'Today',
      patients: 'Patients',
      incidents: 'Incidents',
      tasks: 'Tasks',
      cash: 'Cash',
      loyalty: 'Loyalty',
      documents: 'Documents',
      imports: 'Import',
      settings: 'Settings'
    },
    find: 'Patient, card, phone, action',
    lock: 'Lock',
    starting: 'Opening the workstation',
    fetching: (done: number, total: number) => `Fetching the clinic's data: ${done} of ${total}`,
    fetchingHint:
      'This happens once, when the workstation is enrolled. You may close the program: fetching goes on later.',
    fetchingStopped: {
      UNREACHABLE:
        'Fetching was cut short: no line to head office. Check the Internet on this PC. What has come is kept, and the program goes on from there by itself.',
      BUSY: 'Fetching was cut short: head office is busy or under maintenance. What has come is kept, and the program goes on from there by itself.',
      RUBBISH:
        "Fetching was cut short: something else answers at head office's address, perhaps a provider's page. Check in a browser that the Internet opens without signing in; the program then goes on by itself.",
      STORAGE:
        'Fetching was cut short: the disk did not take what has come. Free some space; the program goes on from there by itself.',
      STRANGER:
        'Fetching was cut short: head office and this PC do not know each other. Call the network administrator: the workstation must be enrolled again.',
      OTHER:
        'Fetching was cut short. What has come is kept, and the program will try again. If it stays so, update the program and call the network administrator.'
    },
    failed: {
      title: 'The workstation did not open',
      'wrong-key-or-damaged':
        'The database is damaged or locked with another key. Nothing was changed. Call the network administrator to restore it from head office.',
      'newer-schema': 'The database was made by a newer version. Update the program on this PC and start again.',
      'no-access':
        'The data folder cannot be used. Check that the disk is connected and you may use the folder, then start again.',
      'disk-full': 'The disk is full. Free at least 500 MB and start again. Nothing recorded is lost.',
      'in-use': 'Another copy of the program has the database open. Close it and start again.',
      withdrawn:
        'Head office has withdrawn this workstation. All entries and papers were handed over, and patients’ data was removed from this PC. To work here again, start the program and enter a new code from head office.',
      program:
        "The program's inner service does not start. Restart the PC; if that does not help, call the network administrator."
    },
    lost: 'The inner service stopped and is being restored. What was recorded is safe.',
    storage: {
      'disk-full': 'The disk is full: the action was not recorded. Free some space and repeat.',
      other: 'Writing to disk failed: the action was not recorded. Repeat; if that does not help, restart the program.'
    },
    forbidden: 'This needs other rights. Ask a senior receptionist to sign in and do it.',
    undo: 'Undo',
    close: 'Close',
    cancel: 'Cancel',
    scan: {
      received: (number: string) => `Original received: ${number}`,
      blank: 'A new card: give it to a patient from the visit.',
      shared: 'This card was given to two patients. Open Tasks (Alt T) and settle whose it is.',
      unknown: 'Not our code: no document, no plan, no card of a patient.'
    },
    unexpected: 'The action was not done. Repeat; if that does not help, restart the program.'
  }
})
