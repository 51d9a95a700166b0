import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { OfferKind } from './facts.ts'
import { Script, Situation, speakOffer, speakOpening, speakStage, type Circumstances } from './script.ts'
import { fillTemplate, readTemplate, TemplateFault, type Declined, type ScriptValues } from './template.ts'

const words = (word: string, gender: Declined['gender'] = 'male'): Declined => ({
  nominative: word,
  genitive: `${word}-р`,
  dative: `${word}-д`,
  accusative: `${word}-в`,
  instrumental: `${word}-т`,
  prepositional: `${word}-п`,
  gender,
  sure: true
})

/** Everything that is known when something has been agreed; the coupon's number comes with the agreement. */
const values: Required<ScriptValues> = {
  address: 'Ольга Викторовна',
  me: 'Анна',
  clinic: 'на Лесной',
  whom: words('Вы'),
  visit: words('приём'),
  patient: words('Мира', 'female'),
  when: 'сегодня в 10:30',
  doctor: words('доктор Лисин'),
  repairDate: '28 ноября',
  'offer.when': 'сегодня в 11:00',
  'offer.doctor': words('доктор Орлова', 'female'),
  'offer.clinic': 'на Садовой',
  'offer.address': 'Садовая, 1',
  'offer.place': 'в этой же клинике',
  discount: '7 %',
  coupon: '11-000001',
  callBack: 'сегодня в 15:00'
}

const read = (key: Situation): Script => Script.parse(JSON.parse(readFileSync(`resources/scripts/${key}.json`, 'utf8')))

const product = <A, B>(a: readonly A[], b: readonly B[]): readonly (readonly [A, B])[] =>
  a.flatMap((one) => b.map((other) => [one, other] as const))
const scenes: readonly Circumstances[] = product(
  product(['phone', 'desk'] as const, ['patient', 'representative', 'unnamed'] as const),
  product(['known', 'unknown'] as const, ['some', 'none'] as const)
).map(([[place, listener], [repair, offers]]) => ({ place, listener, repair, offers }))

describe('a phrase', () => {
  it('takes names in their cases, capitals at its beginning and the verb that fits the doctor', () => {
    const phrase = readTemplate('{^offer.when} к {offer.doctor:dat}, {doctor?заболел|заболела|болеет}')
    expect(fillTemplate(phrase, values).text).toBe('Сегодня в 11:00 к доктор Орлова-д, заболел')
    expect(fillTemplate(phrase, { ...values, doctor: words('доктор Ким', 'unknown') }).text).toMatch(/болеет$/)
  })
  it('never pretends to know what nobody told it', () => {
    expect(fillTemplate(readTemplate('Приём {when} у {doctor:gen}, {_адрес}'), { when: null })).toEqual({
      text: 'Приём … у …, … (адрес)',
      blanks: ['when', 'doctor', 'адрес'],
      doubtful: []
    })
  })
  it('points at a name whose form is unsure, but not in the nominative, which is always right', () => {
    const unsure = { ...words('доктор Гусь'), sure: false }
    expect(fillTemplate(readTemplate('{doctor} и к {doctor:dat}'), { doctor: unsure }).doubtful).toEqual([
      'доктор Гусь-д'
    ])
  })
  it.each([
    '{кто}',
    '{doctor:xxx}',
    '{when:dat}',
    '{doctor?он|она}',
    '{when?а|б|в}',
    'скобка { без пары',
    'скобка } без пары'
  ])('«%s» is refused', (bad) => {
    expect(() => readTemplate(bad)).toThrow(TemplateFault)
  })
})

describe('the scripts that ship', () => {
  it.each(Situation.options)(
    '%s has words for every scene, in the order address, fact, apology, choices, help',
    (key) => {
      const script = read(key)
      for (const scene of scenes) {
        const lines = speakOpening(script, scene, values)
        expect(lines.slice(0, 3).map((line) => line.stage)).toEqual(['address', 'fact', 'apology'])
        for (const line of lines) expect(line.text).not.toMatch(/[{}]|undefined|null/)
      }
      const said = JSON.stringify(script)
      expect(said).not.toMatch(/!/)
      for (const { phrase } of script.never) {
        const spoken = scenes
          .flatMap((scene) => speakOpening(script, scene, values))
          .map((line) => line.text.toLowerCase())
        expect(spoken.filter((text) => text.includes(phrase.toLowerCase()))).toEqual([])
      }
    }
  )

  it.each(['doctor-ill', 'equipment-down'] as const)('%s leaves no blank when the data is there', (key) => {
    const script = read(key)
    for (const scene of scenes) for (const line of speakOpening(script, scene, values)) expect(line.blanks).toEqual([])
    for (const kind of OfferKind.options) expect(speakOffer(script, kind, values)?.blanks ?? []).toEqual([])
    for (const outcome of [
      'accepted',
      'contact-centre',
      'refused',
      'cancelled',
      'keeps-waiting',
      'call-back'
    ] as const) {
      for (const coupon of ['given', 'none'] as const)
        expect(speakStage(script, 'confirm', { outcome, coupon }, values)?.blanks).toEqual([])
    }
  })

  it('tells the patient the number of the coupon, and only when there is one', () => {
    const script = read('doctor-ill')
    expect(speakStage(script, 'confirm', { outcome: 'accepted', coupon: 'given' }, values)?.text).toContain('11-000001')
    expect(speakStage(script, 'confirm', { outcome: 'accepted', coupon: 'none' }, values)?.text).not.toContain('купон')
  })
})

describe('a script that somebody spoiled', () => {
  const good: unknown = JSON.parse(readFileSync('resources/scripts/doctor-ill.json', 'utf8'))
  const problems = (change: (json: Record<string, unknown>) => void): readonly string[] => {
    const json = structuredClone(good) as Record<string, unknown>
    change(json)
    const parsed = Script.safeParse(json)
    return parsed.success ? [] : parsed.error.issues.map((issue) => issue.message)
  }
  it('is named by what is wrong', () => {
    expect(problems(() => undefined)).toEqual([])
    expect(problems((json) => (json.offers = {}))).toContain('для этого предложения нет слов')
    expect(problems((json) => (json.lines = (json.lines as unknown[]).toReversed()))[0]).toMatch(
      /этапы идут по порядку/
    )
    expect(
      problems((json) => (json.lines = (json.lines as { stage: string }[]).filter((line) => line.stage !== 'apology')))
    ).toContain('нет этапа «apology»')
    expect(
      problems(
        (json) =>
          (json.lines = (json.lines as { wordings: unknown[] }[]).map((line) => ({
            ...line,
            wordings: [{ when: { place: 'desk' }, say: 'Да' }]
          })))
      )[0]
    ).toMatch(/должна подходить всегда/)
    expect(problems((json) => (json.offers = { 'contact-centre': { say: '{кто} позвонит' } }))).toContain(
      'неизвестная подстановка {кто}'
    )
  })
})
