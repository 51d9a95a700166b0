/** Entry of `npm run import`. */
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { importFromCommandLine } from './command-line.ts'

const askPin = async (question: string): Promise<string> => {
  process.stdout.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: silent, terminal: process.stdin.isTTY })
  try {
    return await new Promise<string>((resolve) => {
      lines.once('line', resolve)
      lines.once('close', () => resolve(''))
    })
  } finally {
    lines.close()
    process.stdout.write('\n')
  }
}

process.exitCode = await importFromCommandLine(process.argv.slice(2), {
  env: process.env,
  say: (line) => process.stdout.write(`${line}\n`),
  askPin
})
