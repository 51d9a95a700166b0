/** Turns the bytes of a table into text: UTF-8 with or without a mark, UTF-16 of Excel's «Юникод», Windows-1251 for all else. */
import type { FileProblem } from '../../domain/imports/problems.ts'

export type Encoding = 'utf-8' | 'windows-1251' | 'utf-16'

export type Decoded =
  | { readonly ok: true; readonly text: string; readonly encoding: Encoding }
  | { readonly ok: false; readonly problem: FileProblem }

/** What a dialog can carry to core in one call; a hundred thousand patients are about 12 MB. */
export const MOST_MEGABYTES = 24

const failed = (problem: FileProblem): Decoded => ({ ok: false, problem })

const beginsWith = (bytes: Uint8Array, ...start: readonly number[]): boolean =>
  start.every((byte, place) => bytes[place] === byte)

export const decode = (bytes: Uint8Array): Decoded => {
  if (bytes.length === 0) return failed({ code: 'EMPTY_FILE' })
  if (bytes.length > MOST_MEGABYTES * 1024 * 1024) return failed({ code: 'TOO_LARGE', megabytes: MOST_MEGABYTES })
  // A ZIP (.xlsx, .ods) and an OLE container (.xls).
  if (beginsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || beginsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    return failed({ code: 'EXCEL_WORKBOOK' })
  if (beginsWith(bytes, 0xff, 0xfe)) return asText(new TextDecoder('utf-16le').decode(bytes), 'utf-16')
  if (beginsWith(bytes, 0xfe, 0xff)) return asText(new TextDecoder('utf-16be').decode(bytes), 'utf-16')
  if (bytes.includes(0)) return failed({ code: 'NOT_TEXT' })
  const utf8 = strictUtf8(bytes)
  if (utf8 !== null) return asText(utf8, 'utf-8')
  return damagedUtf8(bytes) ?? asText(new TextDecoder('windows-1251').decode(bytes), 'windows-1251')
}

const strictUtf8 = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** UTF-8 in which a letter or two were cut: read as Windows-1251 all its names would turn into «РРІР°РЅ», so it is refused. */
const damagedUtf8 = (bytes: Uint8Array): Decoded | null => {
  const lenient = new TextDecoder('utf-8').decode(bytes)
  const cyrillic = lenient.match(/[а-яё]/gi)?.length ?? 0
  const broken = lenient.match(/\ufffd/g)?.length ?? 0
  if (cyrillic <= broken * 4) return null
  return failed({ code: 'DAMAGED_LETTERS', row: lenient.slice(0, lenient.indexOf('\ufffd')).split('\n').length })
}

const asText = (text: string, encoding: Encoding): Decoded => {
  const plain = text.replace(/^\ufeff/, '')
  // Controls other than tab and line ends do not occur in tables; a few of them mean that this is no text.
  // eslint-disable-next-line no-control-regex
  return /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(plain)
    ? failed({ code: 'NOT_TEXT' })
    : { ok: true, text: plain, encoding }
}
