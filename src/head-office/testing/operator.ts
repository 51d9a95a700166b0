/** An operator at the pages of a head office, without a browser. */

export interface Page {
  readonly status: number
  readonly text: string
}

export class TestOperator {
  private readonly url: string
  private cookie = ''

  constructor(url: string) {
    this.url = url
  }

  async signIn(password: string): Promise<this> {
    const response = await this.ask('/sign-in', { password })
    this.cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
    return this
  }

  async open(path: string): Promise<Page> {
    const response = await this.ask(path)
    return { status: response.status, text: plain(await response.text()) }
  }

  /** Sends a form and follows to the page that is shown then. */
  async send(path: string, form: Record<string, string> = {}): Promise<Page> {
    const response = await this.ask(path, form)
    const next = response.headers.get('location')
    return next === null ? { status: response.status, text: plain(await response.text()) } : this.open(next)
  }

  private ask(path: string, form?: Record<string, string>): Promise<Response> {
    return fetch(new URL(path, this.url), {
      redirect: 'manual',
      headers: { cookie: this.cookie, 'sec-fetch-site': 'same-origin' },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) })
    })
  }
}

/** As people read it: one kind of space. */
const plain = (text: string): string => text.replaceAll(/\s+/g, ' ')
