/** Importing files, as calls from the window. */
import { implement, ORPCError } from '@orpc/server'
import { importsContract, type ImportRefusal } from '../../contract/imports.ts'
import type { ImportKind } from '../../domain/imports/columns.ts'
import { mayImport } from '../../domain/imports/rights.ts'
import type { Actor } from '../../domain/staff/rights.ts'
import { enter, type CallContext } from '../api/context.ts'
import { authorOf, type Desk } from '../desk.ts'
import { previewImport, runImport } from './import-file.ts'

const os = implement(importsContract).$context<CallContext>()

const enterFor = (context: CallContext, kind: ImportKind): { readonly desk: Desk; readonly actor: Actor } => {
  const at = enter(context, 'import-data')
  if (!mayImport(at.actor, kind)) throw new ORPCError('FORBIDDEN', { data: { right: 'import-data' } })
  return at
}

const answered = <Value>(
  answer: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: ImportRefusal }
): Value => {
  if (!answer.ok) throw new ORPCError('REFUSED', { data: answer.refusal })
  return answer.value
}

const bytesOf = (content: string): Uint8Array => Buffer.from(content, 'base64')

export const importsRoutes = {
  preview: os.preview.handler(({ context, input }) => {
    const { desk } = enterFor(context, input.kind)
    return answered(previewImport(desk, { kind: input.kind, bytes: bytesOf(input.content) }, input.mapping))
  }),
  run: os.run.handler(async ({ context, input }) => {
    const { desk, actor } = enterFor(context, input.kind)
    const { kind, mapping, expected } = input
    return answered(
      await runImport(desk, authorOf(actor), { kind, bytes: bytesOf(input.content) }, { mapping, expected })
    )
  })
}
