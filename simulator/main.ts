/** `npm run simulate`: tells the stories of many seeds, and of each that fails the shortest story that still does. */
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { reportOf } from './report.ts'
import { shrink } from './shrink.ts'
import { openStage } from './stage.ts'
import { tell } from './world.ts'

const Count = z.coerce.number().int().min(1)
const Flags = z.object({
  seeds: Count.default(100),
  from: Count.default(1),
  seed: Count.optional(),
  story: z.boolean().default(false)
})

const EVERY = 100

const read = (args: readonly string[]): z.infer<typeof Flags> =>
  Flags.parse(
    parseArgs({
      args: [...args],
      options: {
        seeds: { type: 'string' },
        from: { type: 'string' },
        seed: { type: 'string' },
        story: { type: 'boolean' }
      }
    }).values
  )

const main = async (args: readonly string[]): Promise<boolean> => {
  const flags = read(args)
  const [first, count] = flags.seed === undefined ? [flags.from, flags.seeds] : [flags.seed, 1]
  const stage = await openStage()
  let [done, failed] = [0, 0]
  // Whoever interrupts a long run still gets its last line, and no PostgreSQL stays behind.
  const ending = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort())
  try {
    for (let seed = first; seed < first + count && !ending.signal.aborted; seed++) {
      const told = await tell(stage, seed).catch(async (error: unknown) => {
        console.error(`seed ${seed}:`, error)
        // Whatever still waits at a gate would keep the stage from closing in order.
        await stage.abandon()
        return process.exit(2)
      })
      done += 1
      if (flags.story) console.log(told.lines.join('\n'))
      if (told.failures.length > 0) {
        failed += 1
        console.log(`\n${reportOf(told, await shrink(stage, told))}\n`)
      }
      if (done % EVERY === 0 && done < count) console.log(`${done} seeds told, ${failed} failed`)
    }
  } finally {
    await stage.close()
  }
  console.log(`${done} seeds, ${failed} failed`)
  return failed === 0 && done === count
}

try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1
} catch (error) {
  console.error(error instanceof z.ZodError ? z.prettifyError(error) : error)
  process.exitCode = 2
}
