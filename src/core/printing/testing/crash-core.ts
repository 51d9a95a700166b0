/** For the crash test: a core that only prints, as a process of its own to be killed. Told by arguments where everything is. */
import { Printer } from '../../../domain/printing/printer.ts'
import { savePrinter } from '../../devices/printers.ts'
import { openDatabase } from '../../storage/database.ts'
import { smallRequest, openTestSpool, receiptPrinter } from './desk.ts'

const [path = '', key = '', port = '', printerId = '', document = ''] = process.argv.slice(2)
const db = await openDatabase({ path, key })
savePrinter(db, Printer.parse({ ...receiptPrinter(Number(port)), id: printerId }))
const spool = openTestSpool(db, Date.now, [])
const answer = spool.submit(smallRequest(document))
// What is said here was durable before: whoever reads it may rely on it after any crash.
process.stdout.write(`${answer.ok ? answer.job.id : 'refused'}\n`)
