import { describe, expect, it } from 'vitest'
import { titleCase } from './title-case.ts'
import { transliterate } from './transliterate.ts'

describe('a name on paper', () => {
  it.each([
    ['СОЛОВЬЁВ-СЕДОЙ', 'Соловьёв-Седой'],
    ['рашид оглы', 'Рашид оглы'],
    ['ФОН ДЕР ВЫМЫСЛОВ', 'Фон дер Вымыслов'],
    ['Соловьёв-Седой', 'Соловьёв-Седой'],
    ['ДиКаприо', 'ДиКаприо'],
    ['o’нил', 'O’Нил'],
    ['', '']
  ])('%s is written %s', (typed, written) => {
    expect(titleCase(typed)).toBe(written)
  })

  it.each([
    ['Щербаков', 'Shcherbakov'],
    ['ЩЕРБАКОВ', 'SHCHERBAKOV'],
    ['Юлия Подъячева-Цой', 'Iuliia Podieiacheva-Tsoi'],
    ['Ёлкин', 'Elkin'],
    ['Smith', 'Smith'],
    ['Ю', 'Iu']
  ])('%s is %s in Latin letters', (russian, latin) => {
    expect(transliterate(russian)).toBe(latin)
  })
})
