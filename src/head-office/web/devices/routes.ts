/** The page of one desk and what an operator decides there. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { chooseScopes, leaveApart, lookAtEpoch, release, withdraw } from '../../devices/supervise.ts'
import type { Office } from '../../office.ts'
import type { Site } from '../site.ts'
import { devicePage, revokePage } from './page.ts'
import { readDevice } from './read.ts'

const Path = z.object({ id: z.uuid() })
const EpochPath = Path.extend({ epoch: z.coerce.number().int().min(1).max(999_999) })
const RevokeForm = z.object({ wipe: z.literal('yes').optional() })
const GetsForm = z.object({ gets: z.enum(['network', 'clinic']) })

export const deviceWebRoutes = (app: FastifyInstance, { database, now }: Office, site: Site): void => {
  const { texts } = site
  const known = async (request: FastifyRequest): Promise<string | null> => {
    const path = Path.safeParse(request.params)
    if (!path.success) return null
    const rows = await database.query('SELECT 1 FROM device WHERE id = $1 AND clinic IS NOT NULL', [path.data.id])
    return rows.length === 0 ? null : path.data.id
  }

  app.get('/devices/:id', site.operator, async (request, reply) => {
    const id = await known(request)
    const device = id === null ? null : await readDevice(database, id)
    return device === null ? site.notFound(reply) : site.show(reply, devicePage(texts, device))
  })

  app.get('/devices/:id/revoke', site.operator, async (request, reply) => {
    const id = await known(request)
    const device = id === null ? null : await readDevice(database, id)
    return device === null ? site.notFound(reply) : site.show(reply, revokePage(texts, device))
  })

  /** Does one thing to a known desk and shows its page again. */
  const decision = (path: string, decide: (id: string, request: FastifyRequest) => Promise<boolean>): void => {
    app.post(`/devices/:id/${path}`, site.operatorForm, async (request, reply) => {
      const id = await known(request)
      if (id === null || !(await decide(id, request))) return site.notFound(reply)
      return reply.redirect(`/devices/${id}`, 303)
    })
  }

  decision('revoke', async (id, request) => {
    const form = RevokeForm.safeParse(request.body ?? {})
    if (form.success) await withdraw(database, id, form.data.wipe === 'yes', now())
    return form.success
  })
  decision('gets', async (id, request) => {
    const form = GetsForm.safeParse(request.body)
    if (form.success) await chooseScopes(database, id, form.data.gets)
    return form.success
  })
  decision('epochs/:epoch/look', async (id, request) => {
    const path = EpochPath.safeParse(request.params)
    if (path.success) await lookAtEpoch(database, id, path.data.epoch, now())
    return path.success
  })
  decision('release', async (id) => {
    await release(database, id)
    return true
  })
  decision('leave', async (id) => {
    await leaveApart(database, id, now())
    return true
  })
}
