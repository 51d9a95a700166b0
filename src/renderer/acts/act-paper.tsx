/** Which paper an act goes to, and its picture. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ActForm } from '../../domain/acts/facts.ts'
import { calls } from '../app/connection.ts'
import { Button } from '../ui/button.tsx'
import { useTexts } from '../ui/language.tsx'
import classes from './act.module.css'
import { actTexts } from './texts.ts'

/** The paper chosen here, else the first for which this workstation has a printer; and the way to the next one. */
export const usePaper = (): readonly [ActForm, () => void] => {
  const [chosen, setChosen] = useState<ActForm | null>(null)
  const printers = useQuery(calls.printing.printers.queryOptions())
  const usual = ActForm.options.find(
    (form) => printers.data?.some(({ printer }) => printer.kind === form && printer.enabled) === true
  )
  const paper = chosen ?? usual ?? 'receipt-80'
  const turn = (): void =>
    setChosen(ActForm.options[(ActForm.options.indexOf(paper) + 1) % ActForm.options.length] ?? paper)
  return [paper, turn]
}

export const PaperChoice = ({ paper, onTurn }: { readonly paper: ActForm; readonly onTurn: () => void }) => {
  const texts = useTexts(actTexts)
  return (
    <p className={classes.paper}>
      <span className="soft">{texts.paper}</span> <strong>{texts.paperName[paper]}</strong>
      <Button keys="F7" className={classes.turn ?? ''} onClick={onTurn}>
        {texts.otherPaper}
      </Button>
    </p>
  )
}

/** The paper as it comes out, page under page. */
export const ActPicture = ({ pages }: { readonly pages: readonly string[] }) => {
  const texts = useTexts(actTexts)
  return (
    <div className={classes.picture} role="region" aria-label={texts.preview} tabIndex={0}>
      {pages.map((svg, index) => (
        <img
          key={`${index + 1}`}
          src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
          alt={texts.page(index + 1, pages.length)}
        />
      ))}
    </div>
  )
}
