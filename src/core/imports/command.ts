/** The import from the command line as a function: looks, reports every bad line, takes the file whole or not at all. */
import type { ImportPreview } from '../../contract/imports.ts'
import { importTitles, type ImportLanguage } from '../../domain/imports/column-titles.ts'
import { SHAPES, type ImportKind } from '../../domain/imports/columns.ts'
import { isCalled } from '../../domain/imports/directory.ts'
import { normalHeading, type Mapping } from '../../domain/imports/mapping.ts'
import { cellProblemText, fileProblemText } from '../../domain/imports/problem-texts.ts'
import { mayImport } from '../../domain/imports/rights.ts'
import { staffAggregate } from '../../domain/staff/evolve.ts'
import { Role } from '../../domain/staff/facts.ts'
import type { Actor } from '../../domain/staff/rights.ts'
import { StaffId } from '../../domain/values/ids.ts'
import { PersonName } from '../../domain/values/person-name.ts'
import { authorOf, type Desk } from '../desk.ts'
import { countAttempt, forgetAttempts, pinMatches, waitUntil } from '../staff/pin.ts'
import { prepared } from '../storage/query.ts'
import { commandTexts } from './command-texts.ts'
import { previewImport, runImport } from './import-file.ts'

export interface ImportCommand {
  readonly kind: ImportKind
  readonly bytes: Uint8Array
  /** Family name, or the whole name, of who imports. */
  readonly as: string | null
  readonly pin: () => Promise<string>
  /** `column=Heading` */
  readonly map: readonly string[]
  readonly dryRun: boolean
  readonly language: ImportLanguage
  readonly say: (line: string) => void
}

/** Answers the exit code: 0 done or only looked, 1 the file was not taken, 2 it could not even be tried. */
export const importCommand = async (desk: Desk, command: ImportCommand): Promise<0 | 1 | 2> => {
  const { kind, bytes, language, say } = command
  const texts = commandTexts(language)
  const actor = await signIn(desk, command)
  if (actor === null) return 2
  const guess = previewImport(desk, { kind, bytes }, null)
  if (!guess.ok) {
    say(guess.refusal.code === 'FILE' ? fileProblemText(guess.refusal.problem, language) : guess.refusal.code)
    return 1
  }
  const mapping = mapped(guess.value, command)
  if (mapping === null) return 2
  const looked = command.map.length === 0 ? guess : previewImport(desk, { kind, bytes }, mapping)
  if (!looked.ok) return 1
  report(looked.value, command)
  if (looked.value.missing.length > 0) return 1
  if (looked.value.problems.length > 0) {
    say(texts.nothingTaken)
    return 1
  }
  if (command.dryRun) {
    say(texts.onlyLooked)
    return 0
  }
  const done = await runImport(
    desk,
    authorOf(actor),
    { kind, bytes },
    { mapping: looked.value.mapping, expected: looked.value.counts }
  )
  if (!done.ok) return 1
  say(texts.done(done.value.facts))
  return 0
}

/** Null after saying why. The same delays as at the screen keep anybody from guessing PINs here. */
const signIn = async (desk: Desk, command: ImportCommand): Promise<Actor | null> => {
  const { say, kind } = command
  const texts = commandTexts(command.language)
  const refused = (line: string): null => {
    say(line)
    return null
  }
  if (command.as === null) return refused(texts.whoIsIt)
  const { as } = command
  const rows = prepared(
    desk.db,
    'SELECT id, name, roles FROM staff WHERE dismissed = 0 AND pin_hash IS NOT NULL'
  ).all() as { id: string; name: string; roles: string }[]
  const found = rows.filter((row) => isCalled(as, PersonName.parse(JSON.parse(row.name))))
  const [row] = found
  if (row === undefined || found.length > 1) return refused(texts.wrongPerson)
  const id = StaffId.parse(row.id)
  const now = desk.now()
  const wait = waitUntil(desk.db, id, now)
  if (wait !== null) return refused(texts.wait(Math.ceil((Date.parse(wait) - now) / 1000)))
  const pin = await command.pin()
  if (pin === '') return refused(texts.noPin)
  countAttempt(desk.db, id, now)
  if (!(await pinMatches(pin, desk.journal.state(staffAggregate, id)?.pinHash ?? ''))) return refused(texts.wrongPin)
  forgetAttempts(desk.db, id)
  const actor: Actor = {
    staff: id,
    name: PersonName.parse(JSON.parse(row.name)),
    roles: Role.array().parse(JSON.parse(row.roles)),
    clinic: desk.identity.clinic
  }
  return mayImport(actor, kind) ? actor : refused(texts.forbidden)
}

const mapped = (preview: ImportPreview, command: ImportCommand): Mapping | null => {
  const texts = commandTexts(command.language)
  const mapping: Mapping = { ...preview.mapping }
  const columns = SHAPES[command.kind].columns.map((column) => column.key)
  for (const pair of command.map) {
    const [, column = '', heading = ''] = /^([^=]+)=(.+)$/.exec(pair) ?? []
    const place = preview.headings.findIndex((one) => normalHeading(one) === normalHeading(heading))
    const problem =
      column === ''
        ? texts.badMapping(pair)
        : !columns.includes(column)
          ? texts.noColumn(column, columns.join(', '))
          : place < 0
            ? texts.noHeading(heading, preview.headings.join(', '))
            : null
    if (problem !== null) {
      command.say(problem)
      return null
    }
    for (const [key, other] of Object.entries(mapping)) if (other === place) delete mapping[key]
    mapping[column] = place
  }
  return mapping
}

const report = (preview: ImportPreview, { kind, language, say }: ImportCommand): void => {
  const texts = commandTexts(language)
  const { columns } = importTitles(language)
  const title = (key: string): string => columns[key] ?? key
  for (const { key } of SHAPES[kind].columns) {
    const place = preview.mapping[key]
    if (place !== undefined) say(texts.mapped(title(key), preview.headings[place] ?? ''))
  }
  const used = new Set(Object.values(preview.mapping))
  const ignored = preview.headings.filter((heading, place) => heading !== '' && !used.has(place))
  if (ignored.length > 0) say(texts.ignored(ignored.join(', ')))
  for (const group of preview.missing) say(texts.missing(group.map(title).join(', ')))
  if (preview.missing.length > 0) return
  for (const { row, column, problem, text } of preview.problems)
    say(texts.line(row, column === null ? null : title(column), cellProblemText(problem, language), text))
  for (const line of preview.lines)
    if (line.doubles.length > 0) say(texts.double(line.row, line.title, line.doubles.join('; ')))
  say(texts.counts(preview.counts))
}
