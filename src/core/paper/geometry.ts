/** Sizes of paper in PDF points, and the frame inside which an A4 document lives. */

/** One millimetre in points of 1/72 inch. */
export const MM = 72 / 25.4

export const A4 = { width: 210 * MM, height: 297 * MM } as const
/** ISO/IEC 7810 ID-1, the size of bank and loyalty cards. */
export const CR80 = { width: 85.6 * MM, height: 53.98 * MM } as const

/** The left margin is wider: signed papers are punched and filed there. */
export const MARGIN = { left: 25 * MM, right: 17 * MM, top: 17 * MM } as const

/** Height kept free at the bottom for number, version, page and QR. */
export const FOOTER_HEIGHT = 28 * MM

export const BODY = {
  x: MARGIN.left,
  y: MARGIN.top,
  width: A4.width - MARGIN.left - MARGIN.right,
  height: A4.height - MARGIN.top - FOOTER_HEIGHT
} as const
