/** Books a visit: doctor, length, then one of the really free times. */
import { NumberInput, Select, TextInput } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import type { VisitSlot } from '../../domain/visits/facts.ts'
import { ServiceId, StaffId, VisitId, type PatientId } from '../../domain/values/ids.ts'
import { parseTypedDate } from '../../domain/values/typed-date.ts'
import { calls, client } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { usePresent } from '../app/session.ts'
import { appTexts } from '../app/texts.ts'
import { Button } from '../ui/button.tsx'
import { DateField } from '../ui/date-field.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { formatDate } from '../ui/format.ts'
import { useTexts } from '../ui/language.tsx'
import { useNotify } from '../ui/notices.tsx'
import { bookTexts } from './book-texts.ts'
import classes from './book-visit.module.css'
import { visitRefusalText } from './refusal-text.ts'
import { SlotList } from './slot-list.tsx'
import { visitTexts } from './texts.ts'

interface Props {
  readonly patient: PatientId
  readonly title: string
  readonly onClose: () => void
}

const DAYS = 14

export const BookVisit = ({ patient, title, onClose }: Props) => {
  const texts = useTexts(bookTexts)
  const visit = useTexts(visitTexts)
  const general = useTexts(appTexts)
  const notify = useNotify()
  const { standing } = usePresent()
  const [doctor, setDoctor] = useState<StaffId | null>(null)
  const [date, setDate] = useState(formatDate(standing.today))
  const [minutes, setMinutes] = useState(30)
  const [wanted, setWanted] = useState('')
  const [service, setService] = useState<ServiceId | null>(null)
  const [note, setNote] = useState('')
  const [chosen, setChosen] = useState(0)
  const [id] = useState(() => VisitId.parse(uuidv7()))

  const doctors = useQuery(calls.clinic.doctors.queryOptions())
  const services = useQuery(
    calls.clinic.services.queryOptions({ input: { text: wanted, limit: 30 }, placeholderData: keepPreviousData })
  )
  const from = parseTypedDate(date, standing.today) ?? standing.today
  const slots = useQuery(
    calls.visits.freeSlots.queryOptions({
      input: { doctor, specialty: null, from, days: DAYS, minutes },
      placeholderData: keepPreviousData
    })
  )
  const found = slots.data ?? []
  const at = Math.min(chosen, Math.max(0, found.length - 1))

  const book = useMutation({
    mutationFn: (slot: VisitSlot) =>
      client.visits.book({
        id,
        patient,
        slot,
        services: service === null ? [] : [{ service, tooth: null, quantity: 1 }],
        note: note.trim() === '' ? null : note.trim()
      }),
    onSuccess: (row) => {
      notify({ tone: 'done', text: texts.booked(`${formatDate(row.date)} ${row.from}`) })
      onClose()
    },
    onError: (error) => notify({ tone: 'danger', text: visitRefusalText(error, visit) ?? failureText(error, general) })
  })
  const bookChosen = (): void => {
    const slot = found[at]?.slot
    if (slot !== undefined && !book.isPending) book.mutate(slot)
  }
  return (
    <Dialog title={texts.title(title)} width={720} onClose={onClose}>
      <div className={classes.fields}>
        <Select
          data-autofocus
          label={texts.doctor}
          placeholder={texts.anyDoctor}
          clearable
          value={doctor}
          data={(doctors.data ?? []).map((one) => ({
            value: one.id as string,
            label: one.specialty === null ? one.name : `${one.name}, ${visit.specialties[one.specialty]}`
          }))}
          onChange={(value) => setDoctor(value === null ? null : StaffId.parse(value))}
        />
        <DateField label={texts.from} value={date} onChange={setDate} />
        <NumberInput
          label={texts.minutes}
          value={minutes}
          min={5}
          max={480}
          step={5}
          clampBehavior="blur"
          onChange={(value) => setMinutes(typeof value === 'number' && value >= 5 && value <= 480 ? value : 30)}
        />
        <Select
          className={classes.wide ?? ''}
          label={texts.service}
          placeholder={texts.serviceHint}
          searchable
          clearable
          searchValue={wanted}
          onSearchChange={setWanted}
          filter={({ options }) => options}
          value={service}
          data={(services.data ?? []).map((one) => ({ value: one.id as string, label: one.name }))}
          onChange={(value) => {
            setService(value === null ? null : ServiceId.parse(value))
            const length = services.data?.find((one) => one.id === value)?.minutes
            if (length !== undefined) setMinutes(length)
          }}
        />
        <TextInput
          label={texts.note}
          value={note}
          maxLength={300}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </div>
      <SlotList slots={slots.data} at={at} onChoose={setChosen} onTake={bookChosen} />
      <div className={classes.footer}>
        <Button primary keys="F2" onClick={bookChosen} disabled={found.length === 0 || book.isPending}>
          {texts.book}
        </Button>
        <Button keys="Esc" onClick={onClose}>
          {general.cancel}
        </Button>
      </div>
    </Dialog>
  )
}
