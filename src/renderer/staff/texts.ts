/** Texts of signing in. */
import { catalogue, plural } from '../ui/texts.ts'

export const staffTexts = catalogue({
  ru: {
    who: 'Кто за стойкой',
    pin: 'ПИН-код',
    enter: 'Войти',
    choose: 'Выберите себя стрелками и введите ПИН-код',
    wrong: 'ПИН-код не подошёл',
    wait: (seconds: number) =>
      `Слишком много неверных кодов. Повторите через ${seconds} ${plural(seconds, { one: 'секунду', few: 'секунды', many: 'секунд' })}`,
    unknown: 'Этот сотрудник больше не работает с программой',
    nobody: 'В этой клинике никому не назначен ПИН-код. Попросите центр добавить сотрудников.'
  },
  en: {
    who: 'Who is at the desk',
    pin: 'PIN',
    enter: 'Sign in',
    choose: 'Choose yourself with the arrows and type your PIN',
    wrong: 'The PIN did not match',
    wait: (seconds: number) => `Too many wrong PINs. Try again in ${seconds} s`,
    unknown: 'This person no longer works with the program',
    nobody: 'Nobody at this clinic has a PIN. Ask head office to add the staff.'
  }
})
