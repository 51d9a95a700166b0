/** What a scan means wherever it happens: a card opens its patient, a signed paper is filed as received. */
import { useEffect, useEffectEvent } from 'react'
import { readPaperCode } from '../../domain/documents/paper-code.ts'
import { PlanId } from '../../domain/values/ids.ts'
import { documentRefusalText } from '../documents/refusal-text.ts'
import { documentRefusalTexts } from '../documents/texts-refusals.ts'
import { useTexts } from '../ui/language.tsx'
import { useNotify } from '../ui/notices.tsx'
import { scanBurst } from '../ui/scan-burst.ts'
import { client } from './connection.ts'
import { failureText } from './failure.ts'
import { useNavigation } from './screens.ts'
import { appTexts } from './texts.ts'

/** A field that wants scans for itself says so with this attribute. */
const WANTS_SCANS = '[data-scan]'

export const useScanner = (): void => {
  const texts = useTexts(appTexts)
  const refusals = useTexts(documentRefusalTexts)
  const notify = useNotify()
  const { go } = useNavigation()

  const scanned = async (code: string): Promise<void> => {
    try {
      const paper = readPaperCode(code)
      if (paper?.kind === 'document') {
        const document = await client.documents.receiveScanned({ code, place: null })
        notify({ tone: 'done', text: texts.scan.received(document.number) })
        return
      }
      if (paper?.kind === 'plan') return go({ name: 'plan', plan: PlanId.parse(paper.id) })
      const card = await client.loyalty.byNumber({ number: code })
      if (card.kind === 'patient' || card.kind === 'blocked') return go({ name: 'patient', patient: card.patient.id })
      const answers = { blank: texts.scan.blank, shared: texts.scan.shared, 'not-a-card': texts.scan.unknown }
      notify({ tone: 'attention', text: answers[card.kind] })
    } catch (error) {
      notify({ tone: 'danger', text: documentRefusalText(error, refusals) ?? failureText(error, texts) })
    }
  }
  const onScan = useEffectEvent((code: string) => void scanned(code))

  useEffect(() => {
    const burst = scanBurst()
    let before: {
      readonly field: HTMLInputElement | HTMLTextAreaElement
      readonly value: string
      readonly at: number
    } | null = null
    const onKeyDown = (event: KeyboardEvent): void => {
      const { target } = event
      const field = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : null
      if (field?.matches(WANTS_SCANS) === true) return
      // What the field held before the burst, so that a scan into a name leaves the name as it was.
      if (field !== null && (before === null || before.field !== field || event.timeStamp - before.at > 1000)) {
        before = { field, value: field.value, at: event.timeStamp }
      }
      const code = burst.feed({ code: event.code, at: event.timeStamp })
      if (code === null) return
      event.preventDefault()
      event.stopImmediatePropagation()
      if (field !== null && before?.field === field) restore(field, before.value)
      onScan(code)
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [])
}

/** Sets the value as typing would, so that the form that owns the field learns of it. */
const restore = (field: HTMLInputElement | HTMLTextAreaElement, value: string): void => {
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
