/** The page of one desk, and the question before it is withdrawn. */
import { exactTime, narrowPage, numberIn, widePage } from '../frame.ts'
import { html, type Html } from '../html.ts'
import type { WebTexts } from '../texts.ts'
import type { ChainLine, DeviceDetails, Quarantine } from './read.ts'

export const devicePage = (texts: WebTexts, device: DeviceDetails): Html => {
  const words = texts.device
  const series = device.series === null ? texts.none : String(device.series).padStart(2, '0')
  return widePage(
    texts,
    device.name,
    html`<a href="/">${words.back}</a>`,
    html`<div class="title">
        <h1>${device.name}</h1>
        <p>${device.clinic}</p>
      </div>
      <p class="hint">${words.about(series, exactTime(texts, device.enrolledAt, device.zone))}</p>
      ${withdrawal(texts, device)}
      ${device.quarantine === null ? null : quarantineSection(texts, device, device.quarantine)}
      ${chainSection(texts, device)} ${device.resealed.length === 0 ? null : resealedSection(texts, device)}
      ${device.withdrawn === null ? getsSection(texts, device) : null}`
  )
}

const withdrawal = (texts: WebTexts, { id, withdrawn, zone, chains }: DeviceDetails): Html | null => {
  if (withdrawn === null) return null
  const words = texts.device.withdrawn
  const last = chains.reduce((latest, chain) => (chain.lastContact > latest ? chain.lastContact : latest), new Date(0))
  return html`<section>
    <h2>${words.title}</h2>
    <p>${words.since(exactTime(texts, withdrawn.at, zone))} ${words.tail[withdrawn.tail](withdrawn.waiting)}</p>
    <p>${words.last(exactTime(texts, last, zone))}</p>
    <p>${withdrawn.wipe ? words.wipe : words.noWipe}</p>
    ${withdrawn.wipe ? null : html`<p class="actions"><a href="/devices/${id}/revoke">${words.addWipe}</a></p>`}
  </section>`
}

const quarantineSection = (texts: WebTexts, device: DeviceDetails, quarantine: Quarantine): Html => {
  const words = texts.device.quarantine
  const time = (moment: Date): string => exactTime(texts, moment, device.zone)
  return html`<section>
    <h2>${words.title}</h2>
    <p>${words.what(quarantine.facts, time(quarantine.from), time(quarantine.to))}</p>
    ${quarantine.left ? html`<p>${words.left}</p>` : null}
    <table class="short">
      <thead>
        <tr>
          <th scope="col">${words.columns.kind}</th>
          <th scope="col" class="number">${words.columns.facts}</th>
        </tr>
      </thead>
      <tbody>
        ${quarantine.kinds.map(
          ({ kind, facts }) =>
            html`<tr>
              <th scope="row">${words.kinds[kind] ?? kind}</th>
              <td class="number">${numberIn(texts, facts)}</td>
            </tr>`
        )}
      </tbody>
    </table>
    <div class="actions">
      <form method="post" action="/devices/${device.id}/release"><button>${words.release}</button></form>
      ${quarantine.left ? null : html`<form method="post" action="/devices/${device.id}/leave"><button>${words.leave}</button></form>`}
    </div>
  </section>`
}

const chainSection = (texts: WebTexts, device: DeviceDetails): Html => {
  const { title, what, columns } = texts.device.chains
  return html`<section>
    <h2>${title}</h2>
    ${device.chains.length > 1 ? html`<p>${what}</p>` : null}
    <table>
      <thead>
        <tr>
          <th scope="col">${columns.name}</th>
          <th scope="col">${columns.opened}</th>
          <th scope="col">${columns.contact}</th>
          <th scope="col" class="number">${columns.held}</th>
          <th scope="col" class="number">${columns.waiting}</th>
          <th scope="col" class="number">${columns.resealed}</th>
          <th scope="col">${columns.looked}</th>
          <td></td>
        </tr>
      </thead>
      <tbody>
        ${device.chains.map((chain) => chainRow(texts, device, chain))}
      </tbody>
    </table>
  </section>`
}

const chainRow = (texts: WebTexts, device: DeviceDetails, chain: ChainLine): Html => {
  const words = texts.device.chains
  const time = (moment: Date): string => exactTime(texts, moment, device.zone)
  const number = (value: number): string => (value === 0 ? texts.none : numberIn(texts, value))
  const open = chain.epoch > 0 && chain.lookedAt === null
  return html`<tr>
    <th scope="row">${words.name(chain.epoch)}</th>
    <td>${time(chain.openedAt)}</td>
    <td>${time(chain.lastContact)}</td>
    <td class="number">${number(chain.held)}</td>
    <td class="number">${number(chain.waiting)}</td>
    <td class="number">${number(chain.resealed)}</td>
    <td>
      ${chain.epoch === 0 ? texts.none : chain.lookedAt === null ? html`<span class="waits">${words.notLooked}</span>` : time(chain.lookedAt)}
    </td>
    <td class="action">
      ${open ? html`<form method="post" action="/devices/${device.id}/epochs/${chain.epoch}/look"><button>${words.look}</button></form>` : null}
    </td>
  </tr>`
}

const resealedSection = (texts: WebTexts, device: DeviceDetails): Html => {
  const words = texts.device.resealed
  const total = device.chains.reduce((sum, chain) => sum + (chain.lookedAt === null ? chain.resealed : 0), 0)
  const beyond = total - device.resealed.length
  return html`<section>
    <h2>${words.title}</h2>
    <p>${words.what}</p>
    <table>
      <thead>
        <tr>
          <th scope="col">${words.columns.type}</th>
          <th scope="col">${words.columns.time}</th>
          <th scope="col">${words.columns.before}</th>
          <th scope="col">${words.columns.now}</th>
        </tr>
      </thead>
      <tbody>
        ${device.resealed.map(
          (line) =>
            html`<tr>
              <th scope="row">${line.type}</th>
              <td>${exactTime(texts, line.at, device.zone)}</td>
              <td>${words.place(line.before.epoch, line.before.seq)}</td>
              <td>${words.place(line.epoch, line.seq)}</td>
            </tr>`
        )}
      </tbody>
    </table>
    ${beyond > 0 ? html`<p class="hint">${words.more(beyond)}</p>` : null}
  </section>`
}

const getsSection = (texts: WebTexts, device: DeviceDetails): Html => {
  const words = texts.device.gets
  const choice = (value: DeviceDetails['gets']): Html =>
    html`<label class="choice"
      ><input type="radio" name="gets" value="${value}" ${value === device.gets ? html` checked` : null} />
      ${words[value]}</label
    >`
  return html`<section>
    <h2>${words.title}</h2>
    <p>${words.what}</p>
    <form class="actions" method="post" action="/devices/${device.id}/gets">
      ${choice('network')} ${choice('clinic')}
      <button>${words.submit}</button>
    </form>
  </section>`
}

export const revokePage = (texts: WebTexts, device: { readonly id: string; readonly name: string }): Html =>
  narrowPage(
    texts,
    texts.revoke.title(device.name),
    html`<p>${texts.revoke.what}</p>
      <form method="post" action="/devices/${device.id}/revoke">
        <label class="choice"><input type="checkbox" name="wipe" value="yes" /> ${texts.revoke.wipe}</label>
        <p class="hint">${texts.revoke.wipeHint}</p>
        <a class="button" href="/" autofocus>${texts.revoke.back}</a>
        <button class="danger">${texts.revoke.submit}</button>
      </form>`
  )
