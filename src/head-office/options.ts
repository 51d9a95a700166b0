/** What the head office is told at its start, by flags and environment. */
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { DataPlace } from './server.ts'
import type { CertificateFiles } from './service/door.ts'
import { DEFAULT_LIMITS, type Limits } from './service/limits.ts'
import type { WatchPlace } from './service/watch-port.ts'

export interface Options {
  readonly place: DataPlace
  readonly port: number
  readonly host: string
  readonly certificate: CertificateFiles | null
  readonly trustedProxies: readonly string[]
  readonly limits: Limits
  readonly watch: WatchPlace | null
  readonly drainMs: number
  readonly demo: boolean
  /** Clinics to make known; a code is issued for each. */
  readonly clinics: readonly { readonly id: string; readonly name: string }[]
  /** The moment that the clock shows at start, for demonstrations; null is the clock of the machine. */
  readonly startsAt: number | null
  readonly language: 'ru' | 'en'
  readonly operatorPassword: string | null
  readonly logLevel: string
}

export const USAGE = `node_modules/.bin/node src/head-office/main.ts --data DIR [flags]
  --data DIR          keep an embedded PostgreSQL in this folder; without it DATABASE_URL names the database
  --port N            default 8420; 0 takes any free port
  --host ADDRESS      default 127.0.0.1: the outside is served through a proxy that adds TLS, or by --tls-cert
  --tls-cert FILE     serve HTTPS with this certificate and those between it and the root (PEM), looked at again
  --tls-key FILE      every minute and on SIGHUP
  --trust-proxy LIST  who is believed about the address of a desk: addresses and networks, comma-separated, loopback
                      by default, none for nobody
  --metrics-port N    tell /metrics, /health and /ready on a port of its own as well
  --metrics-host A    default 127.0.0.1
  --drain-seconds N   when asked to end, serve on for so long with /ready saying no; default 0
  --device-limit N    requests of one desk in a minute, default ${DEFAULT_LIMITS.devicePerMinute}
  --address-limit N   requests from one address in a minute, default ${DEFAULT_LIMITS.addressPerMinute}
  --demo              fill an empty head office with the demo network
  --clinic ID=NAME    make a clinic known and issue an enrolment code for it; may be repeated
  --starts-at MS      let the clock show this moment (milliseconds since 1970) at start
  --language ru|en    of the operators' page
Environment: DATABASE_URL, STOIKA_OPERATOR_PASSWORD, LOG_LEVEL (default warn).`

export class BadOptions extends Error {
  override readonly name = 'BadOptions'
}

const Port = z.coerce.number().int().min(0).max(65_535)
const PerMinute = z.coerce.number().int().min(1)

const Flags = z.object({
  data: z.string().min(1).optional(),
  port: Port.default(8420),
  host: z.string().min(1).default('127.0.0.1'),
  'tls-cert': z.string().min(1).optional(),
  'tls-key': z.string().min(1).optional(),
  'trust-proxy': z
    .string()
    .default('loopback')
    .transform((text) => (text === 'none' ? [] : text.split(',').map((one) => one.trim())))
    .pipe(
      z.array(z.union([z.enum(['loopback', 'linklocal', 'uniquelocal']), z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]))
    ),
  'metrics-port': Port.optional(),
  'metrics-host': z.string().min(1).default('127.0.0.1'),
  'drain-seconds': z.coerce.number().min(0).max(600).default(0),
  'device-limit': PerMinute.default(DEFAULT_LIMITS.devicePerMinute),
  'address-limit': PerMinute.default(DEFAULT_LIMITS.addressPerMinute),
  demo: z.boolean().default(false),
  clinic: z
    .array(
      z
        .string()
        .regex(/^[^=]+=.+$/)
        .transform((text) => ({ id: text.slice(0, text.indexOf('=')), name: text.slice(text.indexOf('=') + 1) }))
        .pipe(z.object({ id: z.uuid(), name: z.string().min(1).max(120) }))
    )
    .default([]),
  'starts-at': z.coerce.number().int().optional(),
  language: z.enum(['ru', 'en']).default('ru')
})

const Environment = z.object({
  DATABASE_URL: z.url().optional(),
  STOIKA_OPERATOR_PASSWORD: z.string().min(8).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('warn')
})

/** @throws {BadOptions} */
export const readOptions = (args: readonly string[], environment: NodeJS.ProcessEnv): Options => {
  const flags = Flags.safeParse(flagsIn(args))
  const env = Environment.safeParse(environment)
  if (!flags.success) throw new BadOptions(z.prettifyError(flags.error))
  if (!env.success) throw new BadOptions(z.prettifyError(env.error))
  const { data, port, host, demo, clinic, language, 'tls-cert': certFile, 'tls-key': keyFile } = flags.data
  const databaseUrl = env.data.DATABASE_URL
  if (data === undefined && databaseUrl === undefined) throw new BadOptions('either --data or DATABASE_URL is needed')
  if ((certFile === undefined) !== (keyFile === undefined)) throw new BadOptions('--tls-cert and --tls-key go together')
  return {
    place: data === undefined ? { databaseUrl: databaseUrl ?? '' } : { dataDir: data },
    port,
    host,
    certificate: certFile === undefined || keyFile === undefined ? null : { certFile, keyFile },
    trustedProxies: flags.data['trust-proxy'],
    limits: {
      ...DEFAULT_LIMITS,
      devicePerMinute: flags.data['device-limit'],
      addressPerMinute: flags.data['address-limit']
    },
    watch:
      flags.data['metrics-port'] === undefined
        ? null
        : { port: flags.data['metrics-port'], host: flags.data['metrics-host'] },
    drainMs: flags.data['drain-seconds'] * 1000,
    demo,
    clinics: clinic,
    startsAt: flags.data['starts-at'] ?? null,
    language,
    operatorPassword: env.data.STOIKA_OPERATOR_PASSWORD ?? null,
    logLevel: env.data.LOG_LEVEL
  }
}

const flagsIn = (args: readonly string[]): Record<string, unknown> => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        host: { type: 'string' },
        'tls-cert': { type: 'string' },
        'tls-key': { type: 'string' },
        'trust-proxy': { type: 'string' },
        'metrics-port': { type: 'string' },
        'metrics-host': { type: 'string' },
        'drain-seconds': { type: 'string' },
        'device-limit': { type: 'string' },
        'address-limit': { type: 'string' },
        demo: { type: 'boolean' },
        clinic: { type: 'string', multiple: true },
        'starts-at': { type: 'string' },
        language: { type: 'string' }
      }
    }).values
  } catch (error) {
    throw new BadOptions(error instanceof Error ? error.message : 'the flags are not understood')
  }
}
