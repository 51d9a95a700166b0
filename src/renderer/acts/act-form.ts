/** The act as it stands in the dialog while somebody corrects it: typed texts, and the work they mean. */
import type { ActDraftLine, ActWork } from '../../contract/acts.ts'
import type { ActPayer, Warranty } from '../../domain/acts/facts.ts'
import { lineSum, parsePercent, portionSum, Quantity } from '../../domain/plans/priced-line.ts'
import type { Representative } from '../../domain/patients/facts.ts'
import { sumKopecks, type Kopecks } from '../../domain/values/money.ts'
import { PersonName } from '../../domain/values/person-name.ts'
import { Tooth } from '../../domain/values/tooth.ts'

export interface LineForm {
  readonly key: number
  readonly from: ActDraftLine
  readonly tooth: string
  readonly quantity: string
  readonly discount: string
  readonly warranty: Warranty | null
}

export const lineForm = (from: ActDraftLine, key: number): LineForm => ({
  key,
  from,
  tooth: from.tooth ?? '',
  quantity: String(from.quantity),
  discount: from.discount === 0 ? '' : String(from.discount / 100).replace('.', ','),
  warranty: from.warranty
})

/** Which field of a line cannot be understood. */
export type LineFault = 'tooth' | 'quantity' | 'discount'

export type ReadLine =
  | { readonly ok: true; readonly work: ActWork; readonly sum: Kopecks }
  | { readonly ok: false; readonly fault: LineFault }

export const readLine = ({ from, ...typed }: LineForm): ReadLine => {
  const tooth = typed.tooth.trim() === '' ? null : Tooth.safeParse(typed.tooth.trim())
  if (tooth === null ? from.needsTooth : !tooth.success) return { ok: false, fault: 'tooth' }
  const quantity = Quantity.safeParse(Number(typed.quantity.trim() === '' ? Number.NaN : typed.quantity))
  if (!quantity.success || (from.plan !== null && quantity.data > from.plan.left))
    return { ok: false, fault: 'quantity' }
  const discount = parsePercent(typed.discount)
  if (discount === null) return { ok: false, fault: 'discount' }
  const amounts = { price: from.price, quantity: quantity.data, discount }
  return {
    ok: true,
    work: {
      service: from.service,
      tooth: tooth?.data ?? null,
      quantity: quantity.data,
      discount,
      doctor: from.doctor.id,
      plan: from.plan === null ? null : { plan: from.plan.plan, line: from.plan.line },
      warranty: typed.warranty
    },
    // A planned line costs what is left of the plan's own rounding, see `portionSum`.
    sum: from.plan === null ? lineSum(amounts) : portionSum(amounts, from.plan.done, quantity.data)
  }
}

export type ReadWork =
  | { readonly ok: true; readonly work: readonly ActWork[]; readonly total: Kopecks }
  | { readonly ok: false; readonly faults: ReadonlyMap<number, LineFault> }

/** All lines, or which of them are not understood. No lines are no act. */
export const readWork = (lines: readonly LineForm[]): ReadWork => {
  const read = lines.map((line) => ({ key: line.key, line: readLine(line) }))
  const faults = new Map(read.flatMap(({ key, line }) => (line.ok ? [] : [[key, line.fault] as const])))
  if (faults.size > 0 || lines.length === 0) return { ok: false, faults }
  const understood = read.flatMap(({ line }) => (line.ok ? [line] : []))
  return { ok: true, work: understood.map((line) => line.work), total: sumKopecks(understood.map((line) => line.sum)) }
}

/** Who will pay: the patient, a representative by id, or somebody by name. */
export type ActPayerForm =
  | { readonly kind: 'patient' }
  | { readonly kind: 'representative'; readonly id: string }
  | { readonly kind: 'person'; readonly family: string; readonly given: string; readonly patronymic: string }
  | { readonly kind: 'organisation'; readonly name: string }

/** Null while the name is not filled in. */
export const readActPayer = (form: ActPayerForm, representatives: readonly Representative[]): ActPayer | null => {
  switch (form.kind) {
    case 'patient':
      return { kind: 'patient' }
    case 'representative': {
      const one = representatives.find((each) => each.id === form.id)
      return one === undefined ? null : { kind: 'person', name: one.name, patient: one.patient }
    }
    case 'person': {
      const { family, given, patronymic } = form
      const name = PersonName.safeParse({ family, given, patronymic: patronymic.trim() === '' ? null : patronymic })
      return name.success ? { kind: 'person', name: name.data, patient: null } : null
    }
    case 'organisation':
      return form.name.trim().length < 2 ? null : { kind: 'organisation', name: form.name.trim() }
  }
}
