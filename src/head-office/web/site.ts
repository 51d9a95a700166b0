/** What the routes of operators' pages share: strict headers, the password before every page, forms only from these very pages. */
import type { FastifyReply, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify'
import type { Office } from '../office.ts'
import { narrowPage } from './frame.ts'
import { html, type Html } from './html.ts'
import { isSignedIn } from './operator.ts'
import type { WebTexts } from './texts.ts'

export const COOKIE = 'stoika_operator'
const CSP =
  "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

type Guard = preHandlerAsyncHookHandler

export interface Site {
  readonly texts: WebTexts
  readonly show: (reply: FastifyReply, page: Html, status?: number) => FastifyReply
  readonly notFound: (reply: FastifyReply, status?: number) => FastifyReply
  /** Options of a route. */
  readonly operator: { readonly preHandler: Guard }
  readonly operatorForm: { preHandler: Guard[] }
  readonly anybodysForm: { readonly preHandler: Guard }
}

export const openSite = ({ database, now }: Office, texts: WebTexts): Site => {
  const show: Site['show'] = (reply, page, status = 200) =>
    reply
      .code(status)
      .headers({
        'content-security-policy': CSP,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store'
      })
      .type('text/html; charset=utf-8')
      .send(page.text)
  const message = (reply: FastifyReply, text: string, status: number): FastifyReply =>
    show(reply, narrowPage(texts, text, html`<p><a href="/">${texts.code.back}</a></p>`), status)

  const onlyOperators = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (!(await isSignedIn(database, request.cookies[COOKIE], now()))) await reply.redirect('/sign-in', 303)
  }
  /** Beside SameSite=Strict: a browser says itself where a form was sent from. */
  const onlyOurForms = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const from = request.headers['sec-fetch-site']
    if (from !== undefined && from !== 'same-origin') await message(reply, texts.forbidden, 403)
  }
  return {
    texts,
    show,
    notFound: (reply, status = 404) => message(reply, texts.notFound, status),
    operator: { preHandler: onlyOperators },
    operatorForm: { preHandler: [onlyOurForms, onlyOperators] },
    anybodysForm: { preHandler: onlyOurForms }
  }
}
