/** The pages of facts that break a rule, and what an operator does about one. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Office } from '../../office.ts'
import type { Site } from '../site.ts'
import { factPage, flaggedPage } from './page.ts'
import { readFlagged, readOpen, readSettled, readUnread, settle, takeOver, type FlaggedFact } from './read.ts'

const Path = z.object({ cursor: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) })
const Name = z.string().trim().min(1).max(80)
const OwnForm = z.object({ owner: Name })
const SettleForm = z.object({ by: Name, note: z.string().trim().min(1).max(400) })

export const flaggedRoutes = (app: FastifyInstance, { database, now }: Office, site: Site): void => {
  const { texts } = site
  const find = async (request: FastifyRequest): Promise<FlaggedFact | null> => {
    const path = Path.safeParse(request.params)
    return path.success ? readFlagged(database, path.data.cursor) : null
  }

  app.get('/flagged', site.operator, async (_request, reply) =>
    site.show(
      reply,
      flaggedPage(texts, {
        open: await readOpen(database),
        settled: await readSettled(database),
        unread: await readUnread(database)
      })
    )
  )

  app.get('/flagged/:cursor', site.operator, async (request, reply) => {
    const fact = await find(request)
    return fact === null ? site.notFound(reply) : site.show(reply, factPage(texts, fact))
  })

  const changed = <Form>(
    form: z.ZodType<Form>,
    change: (cursor: number, form: Form) => Promise<void>,
    next: (cursor: number) => string
  ) =>
    async function changeFact(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
      const fact = await find(request)
      if (fact === null) return site.notFound(reply)
      const parsed = form.safeParse(request.body)
      if (!parsed.success) return site.notFound(reply, 400)
      await change(fact.cursor, parsed.data)
      return reply.redirect(next(fact.cursor), 303)
    }

  app.post(
    '/flagged/:cursor/own',
    site.operatorForm,
    changed(
      OwnForm,
      (cursor, { owner }) => takeOver(database, cursor, owner, now()),
      (cursor) => `/flagged/${cursor}`
    )
  )
  app.post(
    '/flagged/:cursor/settle',
    site.operatorForm,
    changed(
      SettleForm,
      (cursor, form) => settle(database, cursor, form, now()),
      () => '/flagged'
    )
  )
}
