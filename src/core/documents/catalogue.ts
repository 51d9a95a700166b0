/** Reads the templates that ship with the program, proves each, and answers which wording is in use on a day. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import canonicalize from 'canonicalize'
import type { z } from 'zod'
import type { DocumentKind } from '../../domain/documents/kinds.ts'
import { inForce, LegalActs, type LegalAct } from '../../domain/documents/legal-acts.ts'
import { actsCited, Template, templateFaults, type TemplateFault } from '../../domain/documents/template.ts'
import type { IsoDate } from '../../domain/values/dates.ts'
import { Sha256 } from '../../domain/values/sha256.ts'

export interface CataloguedTemplate {
  readonly template: Template
  /** Of the wording itself, however its file is laid out. */
  readonly sha256: Sha256
}

export interface TemplateCatalogue {
  readonly acts: ReadonlyMap<string, LegalAct>
  /** The newest wording in use on a day; its faults when the file is spoiled, null when there is none of this kind. */
  inUse(kind: DocumentKind, on: IsoDate): CataloguedTemplate | readonly TemplateFault[] | null
  /** The very wording a document was prepared from. */
  version(kind: DocumentKind, version: number): CataloguedTemplate | null
  readonly faults: readonly TemplateFault[]
}

const ACTS_FILE = 'legal-acts.json'
const byFolder = new Map<string, TemplateCatalogue>()

/** The templates in `<resources>/templates`, read once. A spoiled file spoils its own kind of document and no other. */
export const templateCatalogue = (resources: string): TemplateCatalogue => {
  let catalogue = byFolder.get(resources)
  if (catalogue === undefined) {
    catalogue = readCatalogue(join(resources, 'templates'))
    byFolder.set(resources, catalogue)
  }
  return catalogue
}

export const readCatalogue = (folder: string): TemplateCatalogue => {
  const faults: TemplateFault[] = []
  const parsed = readJson(folder, ACTS_FILE, LegalActs, faults)
  const acts = new Map((parsed?.acts ?? []).map((act) => [act.key, act]))
  const templates: CataloguedTemplate[] = []
  for (const file of templateFiles(folder, faults)) {
    const template = readJson(folder, file, Template, faults)
    if (template === null) continue
    const found = templateFaults(template, new Set(acts.keys())).map((fault) => ({ file, ...fault }))
    if (file !== `${template.key}.${template.version}.json`)
      found.push({ file, code: 'wrong-name', place: `${template.key}.${template.version}` })
    faults.push(...found)
    if (found.length === 0) templates.push({ template, sha256: wordingHash(template) })
  }
  return {
    acts,
    faults,
    version: (kind, version) =>
      templates.find(({ template }) => template.key === kind && template.version === version) ?? null,
    inUse: (kind, on) => {
      // Falling back to an older wording in silence would have people sign what the lawyer has replaced.
      const spoiled = faults.filter(
        (fault) => fault.file === ACTS_FILE || fault.file.startsWith(`${kind}.`) || fault.code === 'unreadable'
      )
      if (spoiled.length > 0) return spoiled
      const usable = templates.filter(({ template }) => template.key === kind && template.validFrom <= on)
      return usable.toSorted((a, b) => a.template.version - b.template.version).at(-1) ?? null
    }
  }
}

const templateFiles = (folder: string, faults: TemplateFault[]): readonly string[] => {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json') && file !== ACTS_FILE)
      .toSorted()
  } catch (error) {
    faults.push({ file: folder, code: 'unreadable', place: error instanceof Error ? error.message : '' })
    return []
  }
}

const readJson = <Schema extends z.ZodType>(
  folder: string,
  file: string,
  schema: Schema,
  faults: TemplateFault[]
): z.infer<Schema> | null => {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  } catch (error) {
    const code = error instanceof SyntaxError ? 'not-json' : 'unreadable'
    // A file of acts that is not there at all is as bad as a spoiled one.
    faults.push({ file, code, place: error instanceof Error ? error.message : '' })
    return null
  }
  const result = schema.safeParse(json)
  if (result.success) return result.data
  for (const issue of result.error.issues.slice(0, 5))
    faults.push({ file, code: 'wrong-shape', place: `${issue.path.map(String).join('.')}: ${issue.message}` })
  return null
}

const wordingHash = (template: Template): Sha256 =>
  Sha256.parse(
    createHash('sha256')
      .update(canonicalize(template) ?? '', 'utf8')
      .digest('hex')
  )

/** Acts that the wording cites and that are not in force on the day: for a warning, the lawyer decides. */
export const lapsedActs = (catalogue: TemplateCatalogue, template: Template, on: IsoDate): readonly LegalAct[] =>
  [...actsCited(template)].flatMap((key) => {
    const act = catalogue.acts.get(key)
    return act === undefined || inForce(act, on) ? [] : [act]
  })
