/** A paper as the capabilities describe it: what it says and in which parts, without a single coordinate. */
import type { Instant } from '../../domain/values/dates.ts'

/** Text of one face inside a line. */
export interface Run {
  readonly text: string
  readonly bold?: boolean
  readonly italic?: boolean
}

export type Inline = string | readonly Run[]

export interface Clause {
  readonly text: Inline
  /** Numbered below: 2.1, 2.2 … */
  readonly items?: readonly Inline[]
}

export interface TableColumn {
  readonly title: string
  /** Millimetres; columns without a width share what is left equally. */
  readonly width?: number
  readonly align?: 'left' | 'right' | 'center'
}

export interface TableRow {
  readonly cells: readonly string[]
  /** A row that heads those below it, such as a stage of a plan. */
  readonly heading?: boolean
}

/** A drawn line of a signature: points from 0 to 1 across and down the field, whose width is `aspect` times its height. */
export interface Strokes {
  readonly aspect: number
  readonly lines: readonly (readonly { readonly x: number; readonly y: number }[])[]
}

export interface SignatureParty {
  /** «Пациент», «Медицинский работник» */
  readonly role: string
  /** Printed in full under or beside the line. */
  readonly name: string
  /** «по доверенности № 12 от 01.02.2026», «врач-стоматолог-хирург» */
  readonly note?: string
  /** Date as printed; a blank to be filled by hand when missing. */
  readonly date?: string
  /** Drawn on the screen; then the line is filled. */
  readonly strokes?: Strokes
}

export type PaperBlock =
  /** The organisation on top of the first page, its first line larger. */
  | { readonly kind: 'letterhead'; readonly lines: readonly string[] }
  | { readonly kind: 'title'; readonly text: string; readonly subtitle?: string }
  | { readonly kind: 'heading'; readonly text: string }
  | {
      readonly kind: 'paragraph'
      readonly text: Inline
      readonly align?: 'left' | 'center' | 'right'
      readonly size?: 'normal' | 'small'
    }
  /** Numbered from `from` (1 when missing), so that several lists of one paper can go on counting. */
  | { readonly kind: 'clauses'; readonly items: readonly Clause[]; readonly from?: number }
  | { readonly kind: 'list'; readonly items: readonly Inline[] }
  /** Boxes that are ticked or not; never ticked by default (152-ФЗ). */
  | { readonly kind: 'choices'; readonly items: readonly { readonly text: Inline; readonly chosen: boolean }[] }
  | {
      readonly kind: 'facts'
      readonly rows: readonly { readonly label: string; readonly value: string }[]
      readonly labelWidth?: number
    }
  | {
      readonly kind: 'table'
      readonly columns: readonly TableColumn[]
      readonly rows: readonly TableRow[]
      /** Under the last column, the last of them larger: «Итого». */
      readonly totals?: readonly { readonly label: string; readonly value: string }[]
    }
  /** A framed remark: «Не является кассовым чеком». */
  | { readonly kind: 'notice'; readonly text: Inline }
  /** Ruled lines to write on by hand under a caption. */
  | { readonly kind: 'handwriting'; readonly caption: string; readonly lines: number }
  /** Never alone on a page: it takes the end of what is signed along. */
  | { readonly kind: 'signatures'; readonly parties: readonly SignatureParty[] }
  | { readonly kind: 'space'; readonly millimetres: number }

export interface PaperDefinition {
  /** Title of the file and first line of each footer. */
  readonly title: string
  /** «№ 12-000345 от 24.11.2026» */
  readonly number: string
  /** «Редакция 2 от 01.09.2026»; what the paper was made from. */
  readonly version: string
  /** Who issues it: the legal entity. */
  readonly issuer: string
  /** Fixed moment of making: the same definition always gives the same bytes. */
  readonly madeAt: Instant
  /** Text of the QR code, see `paperCode` in domain/documents. */
  readonly qr: string
  /** A repeated print says so and since when: «напечатано повторно 24.11.2026 14:05»; null on the original. */
  readonly copy: string | null
  readonly blocks: readonly PaperBlock[]
}
