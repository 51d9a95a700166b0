/** The list of facts that break a rule, and the page of one of them. */
import { exactTime, numberIn, widePage } from '../frame.ts'
import { html, type Html } from '../html.ts'
import type { WebTexts } from '../texts.ts'
import type { FlaggedFact, UnreadKind } from './read.ts'

export interface FlaggedLists {
  readonly open: readonly FlaggedFact[]
  readonly settled: readonly FlaggedFact[]
  readonly unread: readonly UnreadKind[]
}

export const flaggedPage = (texts: WebTexts, { open, settled, unread }: FlaggedLists): Html => {
  const words = texts.flagged
  return widePage(
    texts,
    words.title,
    html`<a href="/">${texts.device.back}</a>`,
    html`<h1>${words.title}</h1>
      <section>
        <h2>${words.open}</h2>
        ${
          open.length === 0
            ? html`<p class="empty">${words.nothing}</p>`
            : html`<p>${words.what}</p>
                ${openTable(texts, open)}`
        }
      </section>
      ${unread.length === 0 ? null : unreadSection(texts, unread)}
      ${settled.length === 0 ? null : settledSection(texts, settled)}`
  )
}

const openTable = (texts: WebTexts, facts: readonly FlaggedFact[]): Html => {
  const { columns, reasons, nobody } = texts.flagged
  return html`<table>
    <thead>
      <tr>
        <th scope="col">${columns.reason}</th>
        <th scope="col">${columns.type}</th>
        <th scope="col">${columns.desk}</th>
        <th scope="col">${columns.received}</th>
        <th scope="col">${columns.owner}</th>
      </tr>
    </thead>
    <tbody>
      ${facts.map(
        (fact) =>
          html`<tr>
            <th scope="row"><a href="/flagged/${fact.cursor}">${reasons[fact.reason]}</a></th>
            <td>${fact.type}</td>
            <td>${origin(texts, fact)}</td>
            <td>${exactTime(texts, fact.receivedAt, fact.zone)}</td>
            <td>${fact.owner ?? html`<span class="waits">${nobody}</span>`}</td>
          </tr>`
      )}
    </tbody>
  </table>`
}

const origin = (texts: WebTexts, { desk }: FlaggedFact): Html =>
  desk === null
    ? html`${texts.flagged.headOffice}`
    : html`<a href="/devices/${desk.id}">${desk.name}</a>, ${desk.clinic}`

const unreadSection = (texts: WebTexts, unread: readonly UnreadKind[]): Html => {
  const { title, what, columns } = texts.flagged.unread
  return html`<section>
    <h2>${title}</h2>
    <p>${what}</p>
    <table class="short">
      <thead>
        <tr>
          <th scope="col">${columns.type}</th>
          <th scope="col" class="number">${columns.version}</th>
          <th scope="col" class="number">${columns.facts}</th>
        </tr>
      </thead>
      <tbody>
        ${unread.map(
          ({ type, v, facts }) =>
            html`<tr>
              <th scope="row">${type}</th>
              <td class="number">${v}</td>
              <td class="number">${numberIn(texts, facts)}</td>
            </tr>`
        )}
      </tbody>
    </table>
  </section>`
}

const settledSection = (texts: WebTexts, settled: readonly FlaggedFact[]): Html => {
  const { title, columns, itself } = texts.flagged.settled
  return html`<section>
    <h2>${title}</h2>
    <table class="wrapping">
      <thead>
        <tr>
          <th scope="col">${columns.reason}</th>
          <th scope="col">${columns.type}</th>
          <th scope="col">${columns.by}</th>
          <th scope="col">${columns.at}</th>
          <th scope="col">${columns.note}</th>
        </tr>
      </thead>
      <tbody>
        ${settled.map(
          (fact) =>
            html`<tr>
              <th scope="row"><a href="/flagged/${fact.cursor}">${texts.flagged.reasons[fact.reason]}</a></th>
              <td>${fact.type}</td>
              <td>${fact.settled?.by ?? itself}</td>
              <td>${fact.settled === null ? null : exactTime(texts, fact.settled.at, fact.zone)}</td>
              <td>${fact.settled?.note ?? texts.none}</td>
            </tr>`
        )}
      </tbody>
    </table>
  </section>`
}

export const factPage = (texts: WebTexts, fact: FlaggedFact): Html => {
  const words = texts.flagged.fact
  const { fields } = words
  const { settled } = fact
  return widePage(
    texts,
    words.title(fact.type),
    html`<a href="/flagged">${words.back}</a>`,
    html`<h1>${words.title(fact.type)}</h1>
      <section>
        <h2>${texts.flagged.reasons[fact.reason]}</h2>
        <p>${texts.flagged.explained[fact.reason]}</p>
        <dl class="fields">
          ${field(fields.type, words.version(fact.type, fact.v))}
          ${field(fields.kind, texts.device.quarantine.kinds[fact.kind] ?? fact.kind)}
          ${field(fields.aggregate, fact.aggregate)} ${field(fields.desk, origin(texts, fact))}
          ${field(fields.place, words.place(fact.epoch, fact.seq))}
          ${field(fields.made, exactTime(texts, fact.madeAt, fact.zone))}
          ${field(fields.received, exactTime(texts, fact.receivedAt, fact.zone))}
          ${field(fields.owner, fact.owner ?? texts.flagged.nobody)}
          ${settled === null ? null : html`${field(texts.flagged.settled.columns.by, settled.by ?? texts.flagged.settled.itself)}${field(texts.flagged.settled.columns.at, exactTime(texts, settled.at, fact.zone))}${field(texts.flagged.settled.columns.note, settled.note ?? texts.none)}`}
        </dl>
      </section>
      ${settled === null ? forms(texts, fact) : null}`
  )
}

const field = (label: string, value: string | Html): Html =>
  html`<dt>${label}</dt>
    <dd>${value}</dd>`

const forms = (texts: WebTexts, fact: FlaggedFact): Html => {
  const words = texts.flagged.fact
  return html`<section class="add">
      <h2>${words.ownTitle}</h2>
      <form method="post" action="/flagged/${fact.cursor}/own">
        <label for="owner">${words.name}</label>
        <input id="owner" name="owner" required maxlength="80" autocomplete="name" value="${fact.owner ?? ''}" />
        <button>${words.own}</button>
      </form>
    </section>
    <section class="add">
      <h2>${words.settleTitle}</h2>
      <form method="post" action="/flagged/${fact.cursor}/settle">
        <label for="by">${words.name}</label>
        <input id="by" name="by" required maxlength="80" autocomplete="name" value="${fact.owner ?? ''}" />
        <label for="note">${words.note}</label>
        <input id="note" name="note" required maxlength="400" aria-describedby="note-hint" />
        <button class="primary">${words.settle}</button>
      </form>
      <p class="hint" id="note-hint">${words.noteHint}</p>
    </section>`
}
