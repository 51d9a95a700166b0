/** Opens an incident: what happened, to whom, until when; says how many visits it touches before anything is recorded. */
import { SegmentedControl, Select, TextInput } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { uuidv7 } from 'uuidv7'
import type { OpenIncidentInput } from '../../contract/recovery.ts'
import type { VisitRow } from '../../contract/visits.ts'
import type { IncidentKind } from '../../domain/recovery/facts.ts'
import { EquipmentId, IncidentId, StaffId } from '../../domain/values/ids.ts'
import { parseTypedDate } from '../../domain/values/typed-date.ts'
import { calls, client } from '../app/connection.ts'
import { failureText } from '../app/failure.ts'
import { useNavigation } from '../app/screens.ts'
import { usePresent } from '../app/session.ts'
import { appTexts } from '../app/texts.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { DateField } from '../ui/date-field.tsx'
import { formatDate } from '../ui/format.ts'
import { Key } from '../ui/key.tsx'
import { useTexts } from '../ui/language.tsx'
import { useKeys } from '../ui/use-keys.ts'
import classes from './new-incident.module.css'
import { recoveryRefusalIn, recoveryRefusalText } from './refusal-text.ts'
import { recoveryTexts } from './texts.ts'

interface Props {
  /** One patient at the desk; left out for an incident over everybody. */
  readonly visit?: VisitRow
  readonly kind?: IncidentKind
  readonly onClose: () => void
}

export const NewIncident = ({ visit, kind: startKind = 'doctor-ill', onClose }: Props) => {
  const all = useTexts(recoveryTexts)
  const texts = all.open
  const general = useTexts(appTexts)
  const { standing } = usePresent()
  const { go } = useNavigation()
  const [id] = useState(() => IncidentId.parse(uuidv7()))
  const [kind, setKind] = useState<IncidentKind>(startKind)
  const [doctor, setDoctor] = useState<StaffId | null>(visit?.doctor.id ?? null)
  const [equipment, setEquipment] = useState<EquipmentId | null>(null)
  const day = formatDate(visit?.date ?? standing.today)
  const [fromText, setFrom] = useState(day)
  const [throughText, setThrough] = useState(day)
  const [repairedText, setRepaired] = useState('')
  const [reason, setReason] = useState('')

  const from = parseTypedDate(fromText, standing.today)
  const through = parseTypedDate(throughText, standing.today)
  const repairedBy = repairedText.trim() === '' ? null : parseTypedDate(repairedText, standing.today)
  const datesRead = from !== null && through !== null && (repairedText.trim() === '' || repairedBy !== null)
  const days = { from: from ?? standing.today, through: through ?? standing.today }
  const subjects = useQuery(calls.recovery.subjects.queryOptions({ input: days, placeholderData: keepPreviousData }))

  const asked: Omit<OpenIncidentInput, 'id' | 'reason'> = {
    kind,
    doctor: kind === 'doctor-ill' ? doctor : null,
    equipment: kind === 'equipment-down' ? equipment : null,
    repairedBy: kind === 'equipment-down' ? repairedBy : null,
    ...days,
    only: visit?.id ?? null
  }
  const chosen = (asked.doctor ?? asked.equipment) !== null
  const preview = useQuery(
    calls.recovery.preview.queryOptions({
      input: asked,
      enabled: chosen && datesRead,
      placeholderData: keepPreviousData
    })
  )
  const open = useMutation({
    mutationFn: () =>
      client.recovery.open({ ...asked, id, reason: reason.trim() === '' ? texts.defaultReason[kind] : reason.trim() }),
    onSuccess: () => {
      onClose()
      go({ name: 'incident', incident: id })
    },
    onError: (error) => {
      // Somebody deals with it already: that is where the receptionist wants to be.
      const refusal = recoveryRefusalIn(error)
      if (refusal?.code !== 'ALREADY_OPEN') return
      onClose()
      go({ name: 'incident', incident: refusal.incident })
    }
  })
  useKeys({ F3: () => setKind(kind === 'doctor-ill' ? 'equipment-down' : 'doctor-ill') })
  const touches = chosen ? (preview.data?.visits ?? null) : null
  const ready = chosen && datesRead && !open.isPending && (visit === undefined || touches !== 0)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (ready) open.mutate()
  }
  const wrong = (text: string, read: unknown): string | undefined =>
    text.trim() !== '' && read === null ? texts.wrongDate : undefined
  const failure =
    open.error === null ? null : (recoveryRefusalText(open.error, all) ?? failureText(open.error, general))

  return (
    <Dialog
      onClose={onClose}

      title={visit === undefined ? texts.title : texts.titleOne(visit.patient.name)}
      width={600}
    >
      <form onSubmit={submit} className={classes.form}>
        <div className={classes.kind}>
          <SegmentedControl
            value={kind}
            onChange={(value) => setKind(value === 'equipment-down' ? 'equipment-down' : 'doctor-ill')}
            data={(['doctor-ill', 'equipment-down'] as const).map((value) => ({ value, label: all.kinds[value] }))}
            aria-label={texts.kind}
            fullWidth
          />
          <Key>F3</Key>
        </div>
        {kind === 'doctor-ill' ? (
          <Select
            label={texts.doctor}
            placeholder={texts.doctorHint}
            data-autofocus
            searchable
            disabled={visit !== undefined}
            value={doctor}
            data={[
              ...(subjects.data?.doctors ?? []).map((one) => ({
                value: one.id as string,
                label: texts.doctorLine(one.name, one.visits)
              })),
              ...(visit !== undefined && !(subjects.data?.doctors ?? []).some((one) => one.id === visit.doctor.id)
                ? [{ value: visit.doctor.id as string, label: visit.doctor.name }]
                : [])
            ]}
            onChange={(value) => setDoctor(value === null ? null : StaffId.parse(value))}
          />
        ) : (
          <Select
            label={texts.equipment}
            placeholder={texts.equipmentHint}
            data-autofocus
            searchable
            value={equipment}
            data={(subjects.data?.equipment ?? []).map((one) => ({
              value: one.id as string,
              label: one.down ? `${one.name} (${texts.isDown})` : one.name
            }))}
            onChange={(value) => setEquipment(value === null ? null : EquipmentId.parse(value))}
          />
        )}
        <div className={classes.dates}>
          <DateField label={texts.from} value={fromText} onChange={setFrom} error={wrong(fromText, from)} />
          <DateField
            label={texts.through}
            value={throughText}
            onChange={setThrough}
            error={wrong(throughText, through)}
          />
          {kind === 'equipment-down' && (
            <TextInput
              label={texts.repairedBy}
              placeholder={texts.repairedHint}
              value={repairedText}
              maxLength={10}
              autoComplete="off"
              error={wrong(repairedText, repairedBy)}
              onChange={(event) => setRepaired(event.currentTarget.value)}
            />
          )}
        </div>
        <TextInput
          label={texts.reason}
          description={texts.reasonHint}
          placeholder={texts.defaultReason[kind]}
          value={reason}
          maxLength={300}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <p className={classes.willBe} aria-live="polite">
          {touches === null
            ? texts.choose
            : visit !== undefined
              ? touches === 0
                ? texts.notTouched
                : texts.willOne
              : kind === 'doctor-ill'
                ? texts.willDoctor(touches)
                : texts.willEquipment(touches)}
        </p>
        {failure !== null && (
          <p className="danger" role="alert">
            {failure}
          </p>
        )}
        <div className={classes.buttons}>
          <Button type="submit" primary keys="Enter" disabled={!ready}>
            {texts.confirm}
          </Button>
          <Button onClick={onClose} keys="Esc">
            {general.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
