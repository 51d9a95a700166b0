/** Puts the head office together: PostgreSQL, the synchronisation API for desks and the page for operators. */
import { setTimeout as pause } from 'node:timers/promises'
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify'
import { PROBLEM_HEADER, SIGNATURE_HEADERS } from '../journal/protocol.ts'
import { blobRoutes } from './blobs/routes.ts'
import { uploadRoutes } from './blobs/tus.ts'
import { isPassing, openDatabase } from './database.ts'
import { fillDemo, type DemoSize } from './demo/fill.ts'
import { keepClinic, type Clinic } from './devices/clinics.ts'
import { issueCode, type IssuedCode } from './devices/codes.ts'
import { identify } from './devices/authenticate.ts'
import { deviceRoutes, enrolRoutes } from './devices/routes.ts'
import { factRoutes } from './facts/routes.ts'
import { ensureIdentity } from './facts/identity.ts'
import { markRestore } from './facts/mark-restore.ts'
import { recordOwn, type OwnFact } from './facts/own.ts'
import { startFollower } from './follower.ts'
import { followErasures } from './erasure/follow.ts'
import { startProjector } from './figures/projector.ts'
import { loggerOf, type LogPlace } from './log.ts'
import { migrate } from './migrations.ts'
import { watchCursor } from './nudge/cursor-watch.ts'
import { nudgeRoutes } from './nudge/routes.ts'
import type { Office } from './office.ts'
import { startPartitions } from './partitions/schedule.ts'
import { startCluster } from './postgres/cluster.ts'
import { Problem } from './problem.ts'
import { makeDoor, type CertificateFiles, type Door } from './service/door.ts'
import { addLimits, DEFAULT_LIMITS, type Limits } from './service/limits.ts'
import { countMetrics } from './service/metrics.ts'
import { readinessRoutes, watchReadiness } from './service/readiness.ts'
import { openWatchPort, type WatchPlace } from './service/watch-port.ts'
import { signAnswers } from './signed-answers.ts'
import { snapshotRoutes } from './snapshots/routes.ts'
import { DEFAULT_SNAPSHOTS, type SnapshotPolicy } from './snapshots/service.ts'
import { forgetSnapshots } from './snapshots/store.ts'
import { ensurePassword } from './web/operator.ts'
import { webRoutes } from './web/routes.ts'
import type { Language } from './web/counting.ts'

/** Either the URL of a PostgreSQL database, or a folder in which an embedded one is kept. */
export type DataPlace = { readonly databaseUrl: string } | { readonly dataDir: string }

export type HeadOfficeOptions = DataPlace & {
  /** 0 takes any free port. */
  readonly port: number
  /** Loopback unless told otherwise: without a certificate the outside world is served through a proxy that adds TLS. */
  readonly host?: string
  /** Serves HTTPS itself; the files may be replaced while it runs. */
  readonly certificate?: CertificateFiles
  /** Proxies that are believed when they tell who asks: addresses, networks, `loopback`; loopback by default. */
  readonly trustedProxies?: readonly string[]
  readonly limits?: Limits
  /** Where metrics, health and readiness are told; nowhere by default. */
  readonly watch?: WatchPlace
  /** How long an ending process still serves after it has said that it is not ready, so that balancers notice. */
  readonly drainMs?: number
  readonly now?: () => number
  readonly snapshots?: SnapshotPolicy
  /** Replaces the operator's password; without it the first start makes one up. */
  readonly operatorPassword?: string
  readonly language?: Language
  /** Where to write what happens; nowhere by default. */
  readonly log?: LogPlace
}

export interface HeadOffice {
  readonly url: string
  /** Address of metrics, health and readiness, where it was asked for. */
  readonly watchUrl: string | null
  /** The operator's password if this start has made one up: it cannot be read again. */
  readonly newPassword: string | null
  /** Writes facts of head office itself, such as the price list; oldest first. Answers how many. */
  record(facts: Iterable<OwnFact> | AsyncIterable<OwnFact>): Promise<number>
  /** Resolves when the figures count everything received so far. */
  figuresReady(): Promise<void>
  /** Resolves when every order to destroy data received so far is carried out here. */
  erasuresDone(): Promise<void>
  /** Fills an empty head office with the demo network; answers the clinic where a demo workstation stands. */
  fillDemo(size: DemoSize): Promise<Clinic>
  /** Issues an enrolment code, making the clinic known first. */
  issueCode(clinic: Clinic): Promise<IssuedCode>
  /** Looks whether the files of the certificate were replaced. */
  renewCertificate(): Promise<void>
  /** Says that it is not ready, ends nudges, answers requests in flight, then ends the database. */
  close(): Promise<void>
}

const RETRY_AFTER_SECONDS = 2
/** A request that has not ended by then is a stalled line; what it carried was not acknowledged and comes again. */
const LAST_REQUESTS_MS = 8_000
/** Inside another program (a test, a bench) that program's own work would be taken for a burden of the server. */
const GUEST_LIMITS: Limits = { ...DEFAULT_LIMITS, eventLoopDelayMs: 0 }

export const createHeadOffice = async (options: HeadOfficeOptions): Promise<HeadOffice> => {
  const cluster =
    'dataDir' in options
      ? await startCluster(options.dataDir, (error) => app.log.error({ err: error }, 'PostgreSQL is not back yet'))
      : null
  const url = 'databaseUrl' in options ? options.databaseUrl : (cluster?.url ?? '')
  const now = options.now ?? Date.now
  const door = await makeDoor({
    certificate: options.certificate ?? null,
    onRenewed: () => app.log.info('another certificate is served from now on'),
    onUnusable: (error) => app.log.error({ err: error }, 'the new certificate cannot be used, the old one stays')
  })
  const app = openApp(options.log, door, options.trustedProxies)
  const database = openDatabase(url, (error) => app.log.warn({ err: error }, 'an idle database connection broke'))
  const undo: (() => Promise<void>)[] = [async () => cluster?.stop(), () => database.close(), async () => door.close()]
  const [readiness, metrics] = [watchReadiness(database), countMetrics(database, now)]
  let watchUrl: string | null = null
  try {
    await migrate(database, now())
    const partitions = await startPartitions(database, now, (error) =>
      app.log.error({ err: error }, 'no partition was made ahead, it is tried again')
    )
    undo.push(() => partitions.stop())
    const identity = await ensureIdentity(database, now())
    await markRestore(database, identity, now)
    const newPassword = await ensurePassword(database, options.operatorPassword ?? null)
    const cursorWatch = await watchCursor(url, (error) => app.log.warn({ err: error }, 'nudges pause: connection lost'))
    undo.push(() => cursorWatch.close())
    const projector = startProjector(database, now, (error) =>
      app.log.error({ err: error }, 'figures were not counted')
    )
    undo.push(() => projector.stop())
    const erasures = startFollower(
      () => followErasures({ database, identity, now, forgetSnapshots }),
      (error) => app.log.error({ err: error }, 'data was not destroyed yet, it is tried again')
    )
    undo.push(() => erasures.stop())
    cursorWatch.listen(() => projector.soon())
    // What was destroyed must not be handed out for a moment longer because desks are sending.
    cursorWatch.listen(() => void erasures.catchUp())
    for (const follower of [projector, erasures]) void follower.catchUp()
    if (options.watch !== undefined) {
      metrics.watch(app)
      const port = await openWatchPort(options.watch, metrics, readiness)
      watchUrl = port.url
      undo.push(() => port.close())
    }
    readinessRoutes(app, readiness)
    await addLimits(app, database, options.limits ?? GUEST_LIMITS)
    const snapshots = options.snapshots ?? DEFAULT_SNAPSHOTS
    await addRoutes(app, { database, identity, now, cursorWatch, meter: metrics, snapshots }, options.language ?? 'ru')
    undo.push(() => closeInTime(app))
    const address = await app.listen({ port: options.port, host: options.host ?? '127.0.0.1' })
    readiness.begin()
    undo.push(async () => {
      readiness.end()
      await pause(options.drainMs ?? 0)
    })
    return {
      url: address.replace(/^http:/, `${door.scheme}:`),
      watchUrl,
      renewCertificate: () => door.renew(),
      newPassword,
      record: (facts) => recordOwn(database, identity, facts, now),
      fillDemo: (size) => fillDemo(database, identity, size, now),
      figuresReady: () => projector.catchUp(),
      erasuresDone: () => erasures.catchUp(),
      issueCode: async (clinic) => {
        await keepClinic(database, clinic)
        return issueCode(database, clinic.id, now())
      },
      close: () => inReverse(undo)
    }
  } catch (error) {
    await inReverse(undo)
    throw error
  }
}

/** The application of one process, before it has routes and a database. */
export const openApp = (
  log?: LogPlace,
  door?: Door,
  trustedProxies: readonly string[] = ['loopback']
): FastifyInstance =>
  Fastify({
    logger: loggerOf(log),
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    // The proxy that adds TLS tells who asks; nobody else is believed.
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    ...(door === undefined ? {} : { serverFactory: door.open })
  })

const closeInTime = async (app: FastifyInstance): Promise<void> => {
  const insist = setTimeout(() => app.server.closeAllConnections(), LAST_REQUESTS_MS)
  try {
    await app.close()
  } finally {
    clearTimeout(insist)
  }
}

const inReverse = async (steps: readonly (() => Promise<void>)[]): Promise<void> => {
  for (const step of steps.toReversed()) await step()
}

/** Everything that desks and operators may ask of this process. */
export const addRoutes = async (app: FastifyInstance, office: Office, language: Language): Promise<void> => {
  // Bodies stay bytes until the signature over them has been checked.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    ['application/json', 'application/octet-stream'],
    { parseAs: 'buffer' },
    (_request, body, done) => done(null, body)
  )
  app.setErrorHandler((error: FastifyError | Problem, request, reply) => {
    const problem = problemOf(error)
    if (problem.code === 'INTERNAL') request.log.error({ err: error }, 'request failed')
    // To be asked for a little later is an answer like any other; that the database is away is news.
    else if (problem.code === 'BUSY')
      request.log[error instanceof Problem ? 'info' : 'warn']({ err: error }, 'request put off')
    if (problem.code === 'BUSY' && !reply.hasHeader('retry-after')) reply.header('retry-after', RETRY_AFTER_SECONDS)
    return reply.code(problem.status).header(PROBLEM_HEADER, problem.code).send(problem.answer)
  })
  app.setNotFoundHandler(async (request) => {
    // A desk of a later version learns from head office itself what is not there yet.
    if (request.headers[SIGNATURE_HEADERS.signature] !== undefined)
      await identify(office.database, request, office.now())
    throw new Problem('NOT_FOUND', 'there is nothing at this address')
  })
  signAnswers(app, office.identity)
  enrolRoutes(app, office)
  deviceRoutes(app, office)
  factRoutes(app, office)
  nudgeRoutes(app, office)
  blobRoutes(app, office)
  uploadRoutes(app, office)
  snapshotRoutes(app, office)
  await webRoutes(app, office, language)
}

const problemOf = (error: FastifyError | Problem): Problem => {
  if (error instanceof Problem) return error
  if (isPassing(error)) return new Problem('BUSY', 'the database is not available, try again')
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Problem('TOO_LARGE', 'the body is too large')
  if (error.statusCode !== undefined && error.statusCode < 500)
    return new Problem('BAD_REQUEST', 'the request is not understood')
  return new Problem('INTERNAL', 'the request could not be served')
}
