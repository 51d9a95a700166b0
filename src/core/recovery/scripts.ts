/** Scripts as files beside the program: read once, checked whole, and a bad one is named by file and place. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Script, Situation } from '../../domain/recovery/script.ts'

/** A script file cannot be used; the message tells whoever keeps the files what to mend. */
export class ScriptFault extends Error {
  override readonly name = 'ScriptFault'
  readonly file: string
  constructor(file: string, problem: string, cause?: unknown) {
    super(`${file}: ${problem}`, { cause })
    this.file = file
  }
}

const read = (folder: string, key: Situation): Script | null => {
  const file = `${key}.json`
  let text: string
  try {
    text = readFileSync(join(folder, file), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw new ScriptFault(file, 'файл не читается', error)
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new ScriptFault(file, 'это не JSON: проверьте запятые и кавычки', error)
  }
  const parsed = Script.safeParse(json)
  if (!parsed.success) {
    throw new ScriptFault(
      file,
      parsed.error.issues.map((issue) => `${issue.path.join('.') || 'весь файл'}: ${issue.message}`).join('; '),
      z.prettifyError(parsed.error)
    )
  }
  if (parsed.data.key !== key) throw new ScriptFault(file, `внутри назван другой случай: ${parsed.data.key}`)
  return parsed.data
}

const kept = new Map<string, ReadonlyMap<Situation, Script>>()

/**
 * All scripts of a resources folder by situation; those without a file are missing.
 * @throws {ScriptFault}
 */
export const scriptsIn = (resources: string): ReadonlyMap<Situation, Script> => {
  const known = kept.get(resources)
  if (known !== undefined) return known
  const folder = join(resources, 'scripts')
  const scripts = new Map(
    Situation.options.flatMap((key) => {
      const script = read(folder, key)
      return script === null ? [] : [[key, script] as const]
    })
  )
  kept.set(resources, scripts)
  return scripts
}
