/** Runs the head office alone: says on stdout that it serves, in one line of JSON, and ends in order when asked to. */
import { NewerSchema } from './migrations.ts'
import { BadOptions, readOptions, USAGE, type Options } from './options.ts'
import { ClusterUnusable } from './postgres/cluster.ts'
import { createHeadOffice, type HeadOffice } from './server.ts'

const DEMO = { seed: 'stoika', patients: 5000 }

const clockOf = (startsAt: number | null): (() => number) => {
  if (startsAt === null) return Date.now
  const began = Date.now()
  return () => startsAt + Date.now() - began
}

const run = async (options: Options): Promise<HeadOffice> => {
  const now = clockOf(options.startsAt)
  const office = await createHeadOffice({
    ...options.place,
    port: options.port,
    host: options.host,
    ...(options.certificate === null ? {} : { certificate: options.certificate }),
    ...(options.watch === null ? {} : { watch: options.watch }),
    trustedProxies: options.trustedProxies,
    limits: options.limits,
    drainMs: options.drainMs,
    now,
    language: options.language,
    ...(options.operatorPassword === null ? {} : { operatorPassword: options.operatorPassword }),
    log: { level: options.logLevel, stream: process.stderr }
  })
  const demoClinic = options.demo ? await office.fillDemo(DEMO) : null
  const clinics = [...(demoClinic === null ? [] : [demoClinic]), ...options.clinics]
  const codes = []
  for (const clinic of clinics) codes.push({ clinic: clinic.id, code: (await office.issueCode(clinic)).code })
  const ready = {
    url: office.url,
    metrics: office.watchUrl,
    enrolmentCode: codes[0]?.code ?? null,
    codes,
    // Said this once only, at the first start.
    operatorPassword: office.newPassword
  }
  process.stdout.write(`${JSON.stringify({ ready })}\n`)
  return office
}

const complain = (error: unknown): void => {
  const expected = error instanceof BadOptions || error instanceof ClusterUnusable || error instanceof NewerSchema
  process.stderr.write(
    `${expected ? `${error.name}: ${error.message}` : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`
  )
  if (error instanceof BadOptions) process.stderr.write(`${USAGE}\n`)
  process.exitCode = error instanceof BadOptions ? 2 : 1
}

if (process.argv.includes('--help')) process.stdout.write(`${USAGE}\n`)
else {
  let serving: { readonly office: HeadOffice; readonly certified: boolean } | null = null
  // Asked to end while still starting, it finishes starting and ends then.
  const asked = new Promise<void>((resolve) => {
    // Asked twice it still ends in order: by default the second would be its death, and PostgreSQL would stay.
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve())
    // Its terminal is gone; with a certificate of its own it means that the certificate was renewed.
    process.on('SIGHUP', () => (serving?.certified === true ? void serving.office.renewCertificate() : resolve()))
  })
  try {
    const options = readOptions(process.argv.slice(2), process.env)
    const office = await run(options)
    serving = { office, certified: options.certificate !== null }
    await asked
    await office.close()
  } catch (error) {
    complain(error)
  }
}
