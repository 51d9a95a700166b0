/** Finds another time for a visit that cannot be when it was booked, and says whom to call about it. */
import { Select, TextInput } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DoubleBookedVisit } from '../../contract/tasks.ts'
import type { VisitSlot } from '../../domain/visits/facts.ts'
import { minutesOf, type IsoDate } from '../../domain/values/dates.ts'
import { StaffId } from '../../domain/values/ids.ts'
import { formatPhone } from '../../domain/values/phone.ts'
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
  readonly visit: DoubleBookedVisit
  readonly date: IsoDate
  readonly onClose: () => void
}

const DAYS = 14

export const RebookVisit = ({ visit, date: booked, onClose }: Props) => {
  const texts = useTexts(bookTexts)
  const visits = useTexts(visitTexts)
  const general = useTexts(appTexts)
  const notify = useNotify()
  const { standing } = usePresent()
  const [doctor, setDoctor] = useState<StaffId | null>(visit.doctor.id)
  const [date, setDate] = useState(formatDate(booked > standing.today ? booked : standing.today))
  const [reason, setReason] = useState(texts.rebookReason)
  const [chosen, setChosen] = useState(0)
  const doctors = useQuery(calls.clinic.doctors.queryOptions())
  const from = parseTypedDate(date, standing.today) ?? standing.today
  const minutes = Math.max(5, minutesOf(visit.to) - minutesOf(visit.from))
  const slots = useQuery(
    calls.visits.freeSlots.queryOptions({
      input: { doctor, specialty: null, from, days: DAYS, minutes },
      placeholderData: keepPreviousData
    })
  )
  const found = slots.data ?? []
  const at = Math.min(chosen, Math.max(0, found.length - 1))
  const rebook = useMutation({
    mutationFn: (slot: VisitSlot) => client.visits.rebook({ id: visit.id, slot, reason: reason.trim() }),
    onSuccess: (row) => {
      const when = `${formatDate(row.date)} ${row.from}`
      notify({
        tone: 'attention',
        text: texts.rebooked(visit.patient.name, when, visit.phones.map(formatPhone).join(', '))
      })
      onClose()
    },
    onError: (error) => notify({ tone: 'danger', text: visitRefusalText(error, visits) ?? failureText(error, general) })
  })
  const take = (): void => {
    const slot = found[at]?.slot
    if (slot !== undefined && reason.trim() !== '' && !rebook.isPending) rebook.mutate(slot)
  }
  return (
    <Dialog title={texts.rebookTitle(visit.patient.name)} width={720} onClose={onClose}>
      <div className={classes.rebook}>
        <Select
          label={texts.doctor}
          placeholder={texts.anyDoctor}
          clearable
          value={doctor}
          data={(doctors.data ?? []).map((one) => ({
            value: one.id as string,
            label: one.specialty === null ? one.name : `${one.name}, ${visits.specialties[one.specialty]}`
          }))}
          onChange={(value) => setDoctor(value === null ? null : StaffId.parse(value))}
        />
        <DateField label={texts.from} value={date} onChange={setDate} />
        <TextInput
          label={texts.rebookWhy}
          value={reason}
          maxLength={300}
          autoComplete="off"
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </div>
      <SlotList slots={slots.data} at={at} onChoose={setChosen} onTake={take} />
      <div className={classes.footer}>
        <Button primary keys="F2" data-autofocus onClick={take} disabled={found.length === 0 || rebook.isPending}>
          {texts.rebook}
        </Button>
        <Button keys="Esc" onClick={onClose}>
          {general.cancel}
        </Button>
      </div>
    </Dialog>
  )
}
