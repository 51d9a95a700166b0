/** Texts of the gate into the chair. */
import { catalogue } from '../ui/texts.ts'

export const gateTexts = catalogue({
  ru: {
    title: (name: string) => `${name}: нет подписанных согласий`,
    explain: 'Услуги этого визита требуют согласий, которые ещё не подписаны:',
    sign: 'Перейти к подписанию',
    override: 'Пропустить без подписи',
    reason: 'Причина',
    responsible: 'Кто разрешил (фамилия и должность)',
    goOn: 'Пропустить в кресло'
  },
  en: {
    title: (name: string) => `${name}: consents are not signed`,
    explain: 'The services of this visit need consents that are not signed yet:',
    sign: 'Go to signing',
    override: 'Go on unsigned',
    reason: 'Reason',
    responsible: 'Who allowed it (name and post)',
    goOn: 'Let into the chair'
  }
})
