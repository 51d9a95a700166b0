/** The first of the operators' pages as HTML: sign-in, overview, a freshly issued code. No scripts, no patients. */
import { formatMoney, kopecks } from '../../domain/values/money.ts'
import { VisitState } from '../../domain/visits/facts.ts'
import { attentionSection, type Attention } from './attention.ts'
import { erasureTexts } from './erasures/texts.ts'
import { exactTime, frame, narrowPage, numberIn, timeIn, widePage } from './frame.ts'
import { html, type Html } from './html.ts'
import type { ClinicOverview, DeviceLine, Overview } from './overview.ts'
import type { WebTexts } from './texts.ts'

/** A desk that is open calls at least every six minutes; one that is closed for the night is silent too. */
const SILENT_AFTER_MS = 15 * 60_000

export const signInPage = (texts: WebTexts, problem: 'wrong' | 'wait' | null): Html =>
  frame(
    texts,
    texts.signIn.title,
    html`<main class="narrow">
      <p class="product">${texts.product} · ${texts.title}</p>
      <h1>${texts.signIn.title}</h1>
      <form method="post" action="/sign-in">
        <label for="password">${texts.signIn.password}</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          required
          autofocus${problem === null ? null : html` aria-describedby="problem" aria-invalid="true"`}
        />
        ${problem === null ? null : html`<p class="problem" id="problem" role="alert">${texts.signIn[problem]}</p>`}
        <button class="primary">${texts.signIn.submit}</button>
      </form>
      <p class="hint">${texts.signIn.hint}</p>
    </main>`
  )

export const overviewPage = (texts: WebTexts, overview: Overview, attention: Attention): Html => {
  const zone = overview.clinics[0]?.zone ?? 'Europe/Moscow'
  const time = timeIn(texts, overview.at, zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
  return widePage(
    texts,
    texts.title,
    html`${texts.facts(overview.facts)} · ${texts.asOf(time)} · <a href="/">${texts.refresh}</a> ·
      <a href="/erasures">${erasureTexts[texts.language].link}</a> · <a href="/flagged">${texts.flagged.link}</a>`,
    html`<h1 class="unseen">${texts.title}</h1>
      ${attentionSection(texts, attention)}
      ${overview.uncounted === 0 ? null : html`<p class="notice" role="status">${texts.uncounted(overview.uncounted)}</p>`}
      ${overview.clinics.length === 0 ? html`<p class="empty">${texts.noClinics}</p>` : overview.clinics.map((clinic) => clinicSection(texts, clinic, overview.at))}
      <section class="add">
        <h2>${texts.newClinic.title}</h2>
        <form method="post" action="/codes">
          <label for="name">${texts.newClinic.name}</label>
          <input id="name" name="name" required maxlength="120" />
          <button>${texts.newClinic.submit}</button>
        </form>
      </section>`
  )
}

const clinicSection = (texts: WebTexts, clinic: ClinicOverview, now: Date): Html => {
  const date = timeIn(texts, now, clinic.zone, { weekday: 'long', day: 'numeric', month: 'long' })
  return html`<section>
    <div class="title">
      <h2>${clinic.name}</h2>
      <p>${date}</p>
      <form method="post" action="/codes">
        <input type="hidden" name="clinic" value="${clinic.id}" /><button class="primary">${texts.issue}</button>
      </form>
    </div>
    <dl class="figures">
      ${figure(texts.visits, clinic.visitsTotal)}
      ${VisitState.options.map((state) => figure(texts.visitStates[state], clinic.visits[state]))}
      ${figure(texts.acts, clinic.acts.count, clinic.acts.kopecks)}
      ${figure(texts.payments, clinic.payments.count, clinic.payments.kopecks)}
      ${figure(texts.consents, clinic.consents)}
    </dl>
    ${clinic.devices.length === 0 ? html`<p class="empty">${texts.noDevices}</p>` : deviceTable(texts, clinic, now)}
  </section>`
}

/** The sum, where there is one, stands under its count. */
const figure = (label: string, count: number, sum: number | null = null): Html =>
  html`<div${count === 0 ? html` class="zero"` : null}><dt>${label}</dt><dd><b>${count}</b>${sum === null ? null : html`<span>${formatMoney(kopecks(sum))}</span>`}</dd></div>`

const deviceTable = (texts: WebTexts, clinic: ClinicOverview, now: Date): Html =>
  html`<table>
    <caption class="unseen">
      ${texts.devices}: ${clinic.name}
    </caption>
    <thead>
      <tr>
        <th scope="col">${texts.columns.name}</th>
        <th scope="col" class="number" title="${texts.columnHints.series}">${texts.columns.series}</th>
        <th scope="col">${texts.columns.contact}</th>
        <th scope="col" class="number">${texts.columns.held}</th>
        <th scope="col" class="number" title="${texts.columnHints.waiting}">${texts.columns.waiting}</th>
        <th scope="col" class="number" title="${texts.columnHints.papers}">${texts.columns.papers}</th>
        <th scope="col" class="number" title="${texts.columnHints.toFetch}">${texts.columns.toFetch}</th>
        <th scope="col">${texts.columns.state}</th>
        <td></td>
      </tr>
    </thead>
    <tbody>
      ${clinic.devices.map((device) => deviceRow(texts, clinic, device, now))}
    </tbody>
  </table>`

const deviceRow = (texts: WebTexts, clinic: ClinicOverview, device: DeviceLine, now: Date): Html => {
  const silence = now.getTime() - device.lastContact.getTime()
  const state = device.revoked ? 'revoked' : silence > SILENT_AFTER_MS ? 'silent' : 'fine'
  const exact = exactTime(texts, device.lastContact, clinic.zone)
  const number = (value: number): string => numberIn(texts, value)
  const waits = (value: number): Html =>
    html`<td class="number${value > 0 ? ' waits' : ''}">${value === 0 ? texts.none : number(value)}</td>`
  return html`<tr class="${state}">
    <th scope="row"><a href="/devices/${device.id}">${device.name}</a></th>
    <td class="number">${device.series === null ? texts.none : String(device.series).padStart(2, '0')}</td>
    <td title="${exact}">${texts.ago(Math.floor(silence / 60_000))}</td>
    <td class="number">${number(device.held)}</td>
    ${waits(device.waiting)} ${waits(device.papers)} ${waits(device.revoked ? 0 : device.toFetch)}
    <td class="state">${device.revoked ? texts.device.withdrawn.short[device.tail] : texts.deviceStates[state]}</td>
    <td class="action">
      ${device.revoked ? null : html`<a href="/devices/${device.id}/revoke">${texts.revoke.link}</a>`}
    </td>
  </tr>`
}

export const codePage = (
  texts: WebTexts,
  issued: { readonly clinic: string; readonly code: string; readonly expiresAt: Date; readonly zone: string }
): Html =>
  narrowPage(
    texts,
    texts.code.title,
    html`<p>${texts.code.forClinic}: ${issued.clinic}</p>
      <p class="code">${issued.code}</p>
      <p>${texts.code.until(exactTime(texts, issued.expiresAt, issued.zone))}</p>
      <p>${texts.code.how}</p>
      <p><a href="/">${texts.code.back}</a></p> `
  )
