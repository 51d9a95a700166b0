/** Our own rules for oxlint: `stoika/arrows` between rooms, and `stoika/texts` that stand in catalogues only. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { judgeImport } from './arrows.ts'
import { belongsInCatalogue, mayHoldTexts } from './texts.ts'

/** The part of oxlint's interface to plugins that we use; it publishes no types for it. */
interface Context {
  readonly filename: string
  readonly cwd: string
  report(problem: { node: unknown; message: string }): void
}

interface Source {
  readonly value: unknown
}

interface ImportLike {
  readonly source: Source | null
  readonly importKind?: string
  readonly exportKind?: string
}

const manifest = readFileSync(path.resolve(import.meta.dirname, '../../package.json'), 'utf8')
const { devDependencies } = JSON.parse(manifest) as { devDependencies: Record<string, string> }
const developmentPackages = new Set(Object.keys(devDependencies))

const arrows = {
  create: (context: Context) => {
    const judge = (node: ImportLike): void => {
      const specifier = node.source?.value
      if (typeof specifier !== 'string') return
      const isTypeOnly = node.importKind === 'type' || node.exportKind === 'type'
      const found = { file: context.filename, specifier, isTypeOnly }
      const message = judgeImport(found, context.cwd, developmentPackages)
      if (message !== undefined) context.report({ node, message })
    }
    return {
      ImportDeclaration: judge,
      ExportNamedDeclaration: judge,
      ExportAllDeclaration: judge,
      ImportExpression: judge,
      TSImportType: judge
    }
  }
}

const texts = {
  create: (context: Context) => {
    if (mayHoldTexts(path.relative(context.cwd, context.filename))) return {}
    const judge = (node: unknown, text: unknown): void => {
      if (typeof text !== 'string' || !belongsInCatalogue(text)) return
      context.report({
        node,
        message: `Texts for people stand in the capability's texts.ts, in both languages: «${text.trim()}»`
      })
    }
    return {
      Literal: (node: { value: unknown }) => judge(node, node.value),
      JSXText: (node: { value: unknown }) => judge(node, node.value),
      TemplateElement: (node: { value: { raw: string } }) => judge(node, node.value.raw)
    }
  }
}

// oxlint takes a plugin as the default export of its file.
export default { meta: { name: 'stoika' }, rules: { arrows, texts } }
