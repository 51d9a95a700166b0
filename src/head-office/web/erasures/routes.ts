/** Where operators decide on requests to destroy personal data, and take the act and the export of the log. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { listErasures, type ErasureLine } from '../../erasure/list.ts'
import { declineErasure, orderErasure, planFor } from '../../erasure/order.ts'
import { actOf, actPage, logCsv } from '../../erasure/proof.ts'
import type { Office } from '../../office.ts'
import type { Site } from '../site.ts'
import { erasurePage, erasuresPage } from './pages.ts'

const Path = z.object({ id: z.uuid() })
const OrderForm = z.object({
  name: z.string().trim().min(3).max(200),
  post: z.string().trim().min(3).max(200)
})
const DeclineForm = z.object({ reason: z.string().trim().min(3).max(300) })

export const erasureWebRoutes = (app: FastifyInstance, office: Office, site: Site): void => {
  const { database, identity, now } = office
  const { texts } = site
  const known = async (request: FastifyRequest): Promise<ErasureLine | null> => {
    const path = Path.safeParse(request.params)
    if (!path.success) return null
    return (await listErasures(database, identity.device)).find((one) => one.id === path.data.id) ?? null
  }
  /** Null once somebody has decided: a second click, or a second operator, changes nothing. */
  const undecided = ({ erasure }: ErasureLine): ErasureLine['erasure']['request'] =>
    erasure.orders.length === 0 && erasure.declined === null ? erasure.request : null

  app.get('/erasures', site.operator, async (_request, reply) =>
    site.show(reply, erasuresPage(texts, await listErasures(database, identity.device)))
  )

  app.get('/erasures/:id', site.operator, async (request, reply) => {
    const line = await known(request)
    if (line === null) return site.notFound(reply)
    const asked = undecided(line)
    const plan = asked === null ? null : (await planFor(database, asked, now())).plan
    return site.show(reply, erasurePage(texts, line, plan))
  })

  app.post('/erasures/:id/order', site.operatorForm, async (request, reply) => {
    const [line, form] = [await known(request), OrderForm.safeParse(request.body)]
    if (line === null || !form.success) return site.notFound(reply, 400)
    const asked = undecided(line)
    if (asked !== null) await orderErasure(office, line.id, asked, form.data)
    return reply.redirect(`/erasures/${line.id}`, 303)
  })

  app.post('/erasures/:id/decline', site.operatorForm, async (request, reply) => {
    const [line, form] = [await known(request), DeclineForm.safeParse(request.body)]
    if (line === null || !form.success) return site.notFound(reply, 400)
    if (undecided(line) !== null) await declineErasure(office, line.id, form.data.reason)
    return reply.redirect(`/erasures/${line.id}`, 303)
  })

  app.get('/erasures/:id/act', site.operator, async (request, reply) => {
    const line = await known(request)
    const act = line === null ? null : await actOf(database, line.id)
    return act === null ? site.notFound(reply) : site.show(reply, actPage(act))
  })

  app.get('/erasures/:id/log.csv', site.operator, async (request, reply) => {
    const line = await known(request)
    const act = line === null ? null : await actOf(database, line.id)
    if (line === null || act === null) return site.notFound(reply)
    return reply
      .header('content-disposition', `attachment; filename="erasure-${line.id}.csv"`)
      .header('cache-control', 'no-store')
      .type('text/csv; charset=utf-8')
      .send(logCsv(act, line))
  })
}
