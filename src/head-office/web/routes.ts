/** The operators' pages over HTTP, behind a password: strict headers, no scripts, and forms only from these very pages. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { keepClinic } from '../devices/clinics.ts'
import { issueCode } from '../devices/codes.ts'
import type { Office } from '../office.ts'
import type { Html } from './html.ts'
import { isSignedIn, SESSION_MS, signIn, signOut } from './operator.ts'
import { readOverview } from './overview.ts'
import { codePage, messagePage, overviewPage, revokePage, signInPage } from './pages.ts'
import { webTexts, type Language } from './texts.ts'

const COOKIE = 'stoika_operator'
const SIGN_INS_A_MINUTE = 10
const CSP =
  "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

const SignInForm = z.object({ password: z.string().max(200) })
const CodeForm = z.union([z.object({ clinic: z.uuid() }), z.object({ name: z.string().trim().min(1).max(120) })])
const DevicePath = z.object({ id: z.uuid() })

export const webRoutes = async (app: FastifyInstance, office: Office, language: Language): Promise<void> => {
  const { database, now } = office
  const texts = webTexts[language]
  await app.register(cookie)
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 8 * 1024 },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body))))
  )

  const show = (reply: FastifyReply, page: Html, status = 200): FastifyReply =>
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

  const onlyOperators = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (!(await isSignedIn(database, request.cookies[COOKIE], now()))) await reply.redirect('/sign-in', 303)
  }
  /** Beside SameSite=Strict: a browser says itself where a form was sent from. */
  const onlyOurForms = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const from = request.headers['sec-fetch-site']
    if (from !== undefined && from !== 'same-origin') await show(reply, messagePage(texts, texts.forbidden), 403)
  }
  const operator = { preHandler: onlyOperators }
  const operatorForm = { preHandler: [onlyOurForms, onlyOperators] }

  app.get('/', operator, async (_request, reply) =>
    show(reply, overviewPage(texts, await readOverview(database, now())))
  )

  app.get('/sign-in', async (_request, reply) => show(reply, signInPage(texts, null)))

  const slow = app.createRateLimit({ max: SIGN_INS_A_MINUTE, timeWindow: 60_000 })
  app.post('/sign-in', { preHandler: onlyOurForms }, async (request, reply) => {
    const rate = await slow(request)
    if (!rate.isAllowed && rate.isExceeded) return show(reply, signInPage(texts, 'wait'), 429)
    const form = SignInForm.safeParse(request.body)
    const token = form.success ? await signIn(database, form.data.password, now()) : null
    if (token === null) return show(reply, signInPage(texts, 'wrong'), 401)
    return reply
      .setCookie(COOKIE, token, {
        path: '/',
        httpOnly: true,
        sameSite: 'strict',
        secure: request.protocol === 'https',
        maxAge: SESSION_MS / 1000
      })
      .redirect('/', 303)
  })

  app.post('/sign-out', operatorForm, async (request, reply) => {
    await signOut(database, request.cookies[COOKIE] ?? '')
    return reply.clearCookie(COOKIE, { path: '/' }).redirect('/sign-in', 303)
  })

  app.post('/codes', operatorForm, async (request, reply) => {
    const form = CodeForm.safeParse(request.body)
    if (!form.success) return show(reply, messagePage(texts, texts.notFound), 400)
    const clinic = 'clinic' in form.data ? form.data.clinic : uuidv7()
    if ('name' in form.data) await keepClinic(database, { id: clinic, name: form.data.name })
    const [known] = await database.query<{ name: string; zone: string | null }>(
      'SELECT name, zone FROM clinic WHERE id = $1',
      [clinic]
    )
    if (known === undefined) return show(reply, messagePage(texts, texts.notFound), 404)
    const issued = await issueCode(database, clinic, now())
    return show(reply, codePage(texts, { ...issued, clinic: known.name, zone: known.zone ?? 'Europe/Moscow' }))
  })

  app.get('/devices/:id/revoke', operator, async (request, reply) => {
    const device = await findDevice(office, request.params)
    return device === null
      ? show(reply, messagePage(texts, texts.notFound), 404)
      : show(reply, revokePage(texts, device))
  })

  app.post('/devices/:id/revoke', operatorForm, async (request, reply) => {
    const device = await findDevice(office, request.params)
    if (device === null) return show(reply, messagePage(texts, texts.notFound), 404)
    await database.query('UPDATE device SET revoked_at = coalesce(revoked_at, $2) WHERE id = $1', [
      device.id,
      new Date(now())
    ])
    return reply.redirect('/', 303)
  })

  await assetRoutes(app)
}

const findDevice = async (
  { database }: Office,
  raw: unknown
): Promise<{ readonly id: string; readonly name: string } | null> => {
  const path = DevicePath.safeParse(raw)
  if (!path.success) return null
  const [device] = await database.query<{ id: string; name: string }>(
    'SELECT id, name FROM device WHERE id = $1 AND clinic IS NOT NULL',
    [path.data.id]
  )
  return device ?? null
}

const require = createRequire(import.meta.url)
const ASSETS = [
  ['page.css', 'text/css; charset=utf-8', new URL('page.css', import.meta.url)],
  ['golos-cyrillic.woff2', 'font/woff2', '@fontsource-variable/golos-text/files/golos-text-cyrillic-wght-normal.woff2'],
  [
    'golos-latin-ext.woff2',
    'font/woff2',
    '@fontsource-variable/golos-text/files/golos-text-latin-ext-wght-normal.woff2'
  ],
  ['golos-latin.woff2', 'font/woff2', '@fontsource-variable/golos-text/files/golos-text-latin-wght-normal.woff2']
] as const

const assetRoutes = async (app: FastifyInstance): Promise<void> => {
  for (const [name, type, place] of ASSETS) {
    const bytes = await readFile(typeof place === 'string' ? require.resolve(place) : place)
    app.get(`/assets/${name}`, async (_request, reply) =>
      reply.header('cache-control', 'max-age=3600').header('x-content-type-options', 'nosniff').type(type).send(bytes)
    )
  }
}
