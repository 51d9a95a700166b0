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
}

interface CallLike {
  readonly callee: { readonly type: string; readonly name?: string }
  readonly arguments: readonly Source[]
}

const manifest = readFileSync(path.resolve(import.meta.dirname, '../../package.json'), 'utf8')
const { dependencies } = JSON.parse(manifest) as { dependencies: Record<string, string> }
/** What lies beside the bundles at a clinic; everything else is inside them. */
const leftOutside = new Set(Object.keys(dependencies))

const arrows = {
  create: (context: Context) => {
    const judgeSpecifier = (node: unknown, specifier: unknown, isRequired: boolean): void => {
      if (typeof specifier !== 'string') return
      const message = judgeImport({ file: context.filename, specifier, isRequired }, context.cwd, leftOutside)
      if (message !== undefined) context.report({ node, message })
    }
    const judge = (node: ImportLike): void => judgeSpecifier(node, node.source?.value, false)
    return {
      ImportDeclaration: judge,
      ExportNamedDeclaration: judge,
      ExportAllDeclaration: judge,
      ImportExpression: judge,
      TSImportType: judge,
      CallExpression: (node: CallLike) => {
        const [first] = node.arguments
        if (node.callee.type === 'Identifier' && node.callee.name === 'require')
          judgeSpecifier(node, first?.value, true)
      }
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
