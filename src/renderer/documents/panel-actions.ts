/** What can be done with a document now, the sensible thing first, each with its key. */
import type { DocumentView } from '../../contract/documents.ts'
import type { documentTexts } from './texts.ts'

type Label = keyof (typeof documentTexts)['ru']['actions']

export interface Action {
  readonly what: Exclude<Label, 'printAgain' | 'printCopy'>
  readonly label: Label
  readonly key: string
  /** The next step on the way to a finished document. */
  readonly main: boolean
}

interface Rights {
  readonly prepare: boolean
  readonly sign: boolean
}

const KEYS: Readonly<Record<Action['what'], string>> = {
  signedOnPaper: 'F2',
  signOnScreen: 'F3',
  print: 'F7',
  clinicianOnPaper: 'F2',
  clinicianOnScreen: 'F3',
  receive: 'F4',
  refuse: 'R',
  revoke: 'R',
  annul: 'Delete'
}

const action = (what: Action['what'], main = false, label: Label = what): Action => ({
  what,
  label,
  key: KEYS[what],
  main
})

/** Nothing is offered that the rules would refuse. */
export const actionsOf = (document: DocumentView, rights: Rights): readonly Action[] => {
  const { status, mode } = document
  const filled = document.unfilled.length === 0
  switch (status) {
    case 'draft':
    case 'printed':
    case 'refused':
      if (!rights.prepare) return []
      return [
        ...(document.copies > 0 ? [action('signedOnPaper', true)] : []),
        ...(document.screen && filled ? [action('signOnScreen', document.copies === 0)] : []),
        ...(status === 'refused'
          ? []
          : [action('print', document.copies === 0, document.copies === 0 ? 'print' : 'printAgain')]),
        ...(status === 'refused' ? [] : [action('refuse')]),
        action('annul')
      ]
    case 'signed':
    case 'complete':
      return [
        ...(status === 'signed' && mode === 'paper' && rights.prepare ? [action('clinicianOnPaper', true)] : []),
        ...(status === 'signed' && mode === 'screen' && rights.sign ? [action('clinicianOnScreen', true)] : []),
        ...(document.originalAwaited && rights.prepare ? [action('receive', status === 'complete')] : []),
        ...(rights.prepare ? [action('print', false, 'printCopy'), action('revoke'), action('annul')] : [])
      ]
    case 'revoked':
      return rights.prepare ? [action('print', false, 'printCopy')] : []
    case 'annulled':
      return []
  }
}
