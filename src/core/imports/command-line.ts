/** Makes an import of a command line: reads arguments and the key, opens the desk's database, answers an exit code. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ImportKind } from '../../domain/imports/columns.ts'
import { findClosedDesk } from '../storage/closed-desk.ts'
import { faultOf } from '../storage/database.ts'
import { openDeskAlone } from '../workstation.ts'
import { commandTexts } from './command-texts.ts'
import { importCommand } from './command.ts'

/** What the command line has around it. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly say: (line: string) => void
  /** Asks for a PIN without showing what is typed. */
  readonly askPin: (question: string) => Promise<string>
}

const options = {
  data: { type: 'string' },
  as: { type: 'string' },
  map: { type: 'string', multiple: true },
  'dry-run': { type: 'boolean' },
  lang: { type: 'string' },
  help: { type: 'boolean' }
} as const

/** What was given, or which flag is not understood and why. */
const readArguments = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    if (error instanceof TypeError) return error.message.split('. ')[0] ?? error.message
    throw error
  }
}

/** 0 done or only looked, 1 the file was not taken, 2 it could not even be tried. */
export const importFromCommandLine = async (
  args: readonly string[],
  { env, say, askPin }: Surroundings
): Promise<0 | 1 | 2> => {
  const given = readArguments(args)
  const fail = (line: string): 2 => {
    say(line)
    return 2
  }
  if (typeof given === 'string') return fail(commandTexts('ru').badFlags(given))
  const { values, positionals } = given
  const { lang = 'ru' } = values
  if (lang !== 'ru' && lang !== 'en') return fail(commandTexts('ru').unknownLanguage(lang))
  const texts = commandTexts(lang)
  const [kindText, file] = positionals
  const folder = values.data ?? env['STOIKA_DATA']
  if (values.help === true || kindText === undefined || file === undefined || folder === undefined) {
    say(texts.usage)
    return values.help === true ? 0 : 2
  }
  const kind = ImportKind.safeParse(kindText)
  if (!kind.success) return fail(texts.unknownKind(kindText, ImportKind.options.join(', ')))
  // npm runs scripts in the project's folder; what a person typed is meant from where they stand.
  const here = env['INIT_CWD'] ?? '.'
  const closed = findClosedDesk(path.resolve(here, folder), env['STOIKA_KEY'])
  if (closed.found === 'no-database') return fail(texts.noDatabase(closed.data))
  const bytes = fileBytes(path.resolve(here, file))
  if (bytes === null) return fail(texts.noFile(file))
  if (closed.found === 'sealed-key') return fail(texts.keyElsewhere)
  const { data, key } = closed
  try {
    const root = path.resolve(import.meta.dirname, '../../..')
    const places = {
      data,
      resources: path.join(root, 'resources'),
      fonts: path.join(root, 'node_modules/@expo-google-fonts')
    }
    const desk = await openDeskAlone({ places, key, now: Date.now })
    if (desk === null) return fail(texts.notEnrolled)
    try {
      const { as = null, map = [] } = values
      return await importCommand(desk, {
        kind: kind.data,
        bytes,
        as,
        pin: () => (env['STOIKA_PIN'] === undefined ? askPin(texts.askPin) : Promise.resolve(env['STOIKA_PIN'])),
        map,
        dryRun: values['dry-run'] === true,
        language: lang,
        say
      })
    } finally {
      desk.db.close()
    }
  } catch (error) {
    const fault = faultOf(error)
    if (fault === null) throw error
    return fail(texts.faults[fault])
  }
}

const fileBytes = (file: string): Uint8Array | null => {
  try {
    return readFileSync(file)
  } catch {
    // Whatever the reason, the person can only look at the path and the permissions.
    return null
  }
}
