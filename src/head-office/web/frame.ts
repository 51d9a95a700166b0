/** What all operators' pages share: the frame, the wide page with its head, the narrow one with a question or an answer. */
import { html, type Html } from './html.ts'
import type { WebTexts } from './texts.ts'

export const frame = (texts: WebTexts, title: string, body: Html): Html =>
  html`<!doctype html>
    <html lang="${texts.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ${texts.product}</title>
        <link rel="stylesheet" href="/assets/page.css" />
      </head>
      <body>
        ${body}
      </body>
    </html>`

/** `meta` stands in the head, beside the way out. */
export const widePage = (texts: WebTexts, title: string, meta: Html, body: Html): Html =>
  frame(
    texts,
    title,
    html`<header>
        <p class="product">${texts.product} · ${texts.title}</p>
        <p class="meta">${meta}</p>
        <form method="post" action="/sign-out"><button>${texts.signOut}</button></form>
      </header>
      <main>${body}</main>`
  )

export const narrowPage = (texts: WebTexts, title: string, body: Html): Html =>
  frame(
    texts,
    title,
    html`<main class="narrow">
      <p class="product">${texts.product} · ${texts.title}</p>
      <h1>${title}</h1>
      ${body}
    </main>`
  )

export const timeIn = (texts: WebTexts, moment: Date, zone: string, style: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(texts.language, { ...style, timeZone: zone }).format(moment)

export const exactTime = (texts: WebTexts, moment: Date, zone: string): string =>
  timeIn(texts, moment, zone, { dateStyle: 'medium', timeStyle: 'short' })

export const numberIn = (texts: WebTexts, value: number): string => new Intl.NumberFormat(texts.language).format(value)
