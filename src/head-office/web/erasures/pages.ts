/** Pages of destroying personal data: the list without names, one request to be decided, and who has confirmed. */
import type { ErasurePlan } from '../../../domain/erasure/plan.ts'
import { formatDate } from '../../../domain/values/dates.ts'
import type { ErasureLine } from '../../erasure/list.ts'
import { exactTime, widePage } from '../frame.ts'
import { html, type Html } from '../html.ts'
import type { WebTexts } from '../texts.ts'
import { DEFAULT_ZONE } from '../zones.ts'
import { erasureTexts, type ErasureTexts } from './texts.ts'

const wordsOf = (texts: WebTexts): ErasureTexts => erasureTexts[texts.language]

export const erasuresPage = (texts: WebTexts, lines: readonly ErasureLine[]): Html => {
  const words = wordsOf(texts)
  return widePage(
    texts,
    words.title,
    html`<a href="/">${texts.title}</a> · <a href="/erasures">${words.refresh}</a>`,
    html`<h1>${words.title}</h1>
      ${
        lines.length === 0
          ? html`<p class="empty">${words.empty}</p>`
          : html`<ul class="requests">
              ${lines.map((line) => lineOf(texts, line))}
            </ul>`
      }`
  )
}

const lineOf = (texts: WebTexts, line: ErasureLine): Html => {
  const words = wordsOf(texts)
  return html`<li>
    <a href="/erasures/${line.id}">${askedOf(texts, line)}</a>
    <span>${line.erasure.request?.basis ?? ''}</span>
    <span>${stateOf(words, line)}</span>
  </li>`
}

const askedOf = (texts: WebTexts, { clinic, erasure }: ErasureLine): string =>
  wordsOf(texts).asked(
    clinic ?? '—',
    erasure.request === null ? '—' : exactTime(texts, new Date(erasure.request.at), DEFAULT_ZONE)
  )

const stateOf = (words: ErasureTexts, { erasure, devices }: ErasureLine): string => {
  if (erasure.declined !== null) return words.states.declined(erasure.declined.reason)
  if (erasure.orders.length === 0) return words.states.waiting
  const awaited = devices.filter((one) => one.confirmedAt === null).length
  return awaited === 0 ? words.states.done : words.states.awaited(awaited)
}

/** `plan` is what an order would destroy now; null once it is decided. */
export const erasurePage = (texts: WebTexts, line: ErasureLine, plan: ErasurePlan | null): Html => {
  const words = wordsOf(texts)
  const { request } = line.erasure
  return widePage(
    texts,
    words.title,
    html`<a href="/erasures">${words.back}</a>`,
    html`<h1>${words.title}</h1>
      <p>${askedOf(texts, line)}: ${stateOf(words, line)}</p>
      ${
        request === null
          ? null
          : html`<dl class="facts">
              <dt>${words.ground}</dt>
              <dd>${words.grounds[request.ground]}</dd>
              <dt>${words.basis}</dt>
              <dd>${request.basis}</dd>
            </dl>`
      }
      ${plan === null ? null : decision(words, line.id, plan)}
      ${line.erasure.orders.length === 0 ? null : outcome(texts, line)}`
  )
}

const decision = (words: ErasureTexts, id: string, plan: ErasurePlan): Html => {
  const goes = [...Map.groupBy(plan.items, (one) => one.category)]
  return html`<section>
      <h2>${words.goes}</h2>
      ${
        goes.length === 0
          ? html`<p class="empty">${words.nothingGoes}</p>`
          : html`<ul>
              ${goes.map(([category, some]) => html`<li>${words.categories[category]}: ${words.items(some.length)}</li>`)}
            </ul>`
      }
      ${
        plan.kept.length === 0
          ? null
          : html`<h2>${words.stays}</h2>
              <ul>
                ${plan.kept.map((one) => html`<li>${words.categories[one.category]}, ${one.until === 'while-it-stands' ? words.whileItStands : words.until(formatDate(one.until))}</li>`)}
              </ul>`
      }
    </section>
    ${goes.length === 0 ? null : orderForm(words, id)}
    <section>
      <form method="post" action="/erasures/${id}/decline">
        <label for="reason">${words.reason}</label>
        <input id="reason" name="reason" required minlength="3" maxlength="300" />
        <button>${words.decline}</button>
      </form>
    </section>`
}

const orderForm = (words: ErasureTexts, id: string): Html =>
  html`<section>
    <p class="notice">${words.orderWarning}</p>
    <form method="post" action="/erasures/${id}/order">
      <label for="name">${words.name}</label>
      <input id="name" name="name" required minlength="3" maxlength="200" autocomplete="off" />
      <label for="post">${words.post}</label>
      <input id="post" name="post" required minlength="3" maxlength="200" autocomplete="off" />
      <button class="primary">${words.order}</button>
    </form>
  </section>`

const outcome = (texts: WebTexts, line: ErasureLine): Html => {
  const words = wordsOf(texts)
  return html`<p>
      <a href="/erasures/${line.id}/act">${words.act}</a> · <a href="/erasures/${line.id}/log.csv">${words.log}</a>
    </p>
    <h2>${words.devices}</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">${words.columns.desk}</th>
          <th scope="col">${words.columns.contact}</th>
          <th scope="col">${words.columns.confirmed}</th>
        </tr>
      </thead>
      <tbody>
        ${line.devices.map(
          (one) =>
            html`<tr>
              <td>${one.name}</td>
              <td>${exactTime(texts, one.lastContact, DEFAULT_ZONE)}</td>
              <td>${one.confirmedAt === null ? words.notYet : exactTime(texts, one.confirmedAt, DEFAULT_ZONE)}</td>
            </tr>`
        )}
      </tbody>
    </table>`
}
