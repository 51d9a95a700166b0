/** Reads the wordings that documents of the demo's past were signed on, as desks read them. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import canonicalize from 'canonicalize'
import { Template } from '../../domain/documents/template.ts'
import { Sha256 } from '../../domain/values/sha256.ts'

export interface DemoTemplate {
  readonly template: Template
  readonly sha256: Sha256
}

const sha256 = (text: string): Sha256 => Sha256.parse(createHash('sha256').update(text, 'utf8').digest('hex'))

/** @throws when a file is spoiled: the files ship with the product, so that is a bug. */
export const readTemplates = async (folder: string): Promise<readonly DemoTemplate[]> => {
  const files = (await readdir(folder))
    .filter((file) => file.endsWith('.json') && file !== 'legal-acts.json')
    .toSorted()
  return Promise.all(
    files.map(async (file) => {
      const template = Template.parse(JSON.parse(await readFile(path.join(folder, file), 'utf8')))
      return { template, sha256: sha256(canonicalize(template) ?? '') }
    })
  )
}

/**
 * Stands for the hash of a paper that was printed before the demo began. Nobody holds its file: the desk says that it
 * lies on another workstation, which is what happens with every paper of another desk until its file arrives.
 */
export const paperHash = (document: string): Sha256 => sha256(`demo paper ${document}`)
