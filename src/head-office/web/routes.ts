/** The operators' pages over HTTP: signing in and out, the overview, codes for new desks, and what the pages are made with. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import cookie from '@fastify/cookie'
import type { FastifyInstance } from 'fastify'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { keepClinic } from '../devices/clinics.ts'
import { issueCode } from '../devices/codes.ts'
import type { Office } from '../office.ts'
import { readAttention } from './attention.ts'
import type { Language } from './counting.ts'
import { deviceWebRoutes } from './devices/routes.ts'
import { erasureWebRoutes } from './erasures/routes.ts'
import { flaggedRoutes } from './flagged/routes.ts'
import { SESSION_MS, signIn, signOut } from './operator.ts'
import { readOverview } from './overview.ts'
import { codePage, overviewPage, signInPage } from './pages.ts'
import { COOKIE, openSite } from './site.ts'
import { webTexts } from './texts.ts'

const SIGN_INS_A_MINUTE = 10

const SignInForm = z.object({ password: z.string().max(200) })
const CodeForm = z.union([z.object({ clinic: z.uuid() }), z.object({ name: z.string().trim().min(1).max(120) })])

export const webRoutes = async (app: FastifyInstance, office: Office, language: Language): Promise<void> => {
  const { database, identity, now } = office
  const texts = webTexts[language]
  await app.register(cookie)
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 8 * 1024 },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body))))
  )

  const site = openSite(office, texts)
  const { show } = site

  app.get('/', site.operator, async (_request, reply) =>
    show(
      reply,
      overviewPage(texts, await readOverview(database, now()), await readAttention(database, identity.device))
    )
  )

  app.get('/sign-in', async (_request, reply) => show(reply, signInPage(texts, null)))

  const slow = app.createRateLimit({ max: SIGN_INS_A_MINUTE, timeWindow: 60_000 })
  app.post('/sign-in', site.anybodysForm, async (request, reply) => {
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

  app.post('/sign-out', site.operatorForm, async (request, reply) => {
    await signOut(database, request.cookies[COOKIE] ?? '')
    return reply.clearCookie(COOKIE, { path: '/' }).redirect('/sign-in', 303)
  })

  app.post('/codes', site.operatorForm, async (request, reply) => {
    const form = CodeForm.safeParse(request.body)
    if (!form.success) return site.notFound(reply, 400)
    const clinic = 'clinic' in form.data ? form.data.clinic : uuidv7()
    if ('name' in form.data) await keepClinic(database, { id: clinic, name: form.data.name })
    const [known] = await database.query<{ name: string; zone: string | null }>(
      'SELECT name, zone FROM clinic WHERE id = $1',
      [clinic]
    )
    if (known === undefined) return site.notFound(reply)
    const issued = await issueCode(database, clinic, now())
    return show(reply, codePage(texts, { ...issued, clinic: known.name, zone: known.zone ?? 'Europe/Moscow' }))
  })

  deviceWebRoutes(app, office, site)
  erasureWebRoutes(app, office, site)
  flaggedRoutes(app, office, site)
  await assetRoutes(app)
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
