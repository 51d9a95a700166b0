/** Which devices work where and when, and which visits are left without one. */
import { minutesOf, type ClockTime, type IsoDate } from '../values/dates.ts'
import type { ChairId, ClinicId, EquipmentId } from '../values/ids.ts'
import type { DaySpan } from '../visits/free-slots.ts'

export interface Device {
  readonly id: EquipmentId
  readonly clinic: ClinicId
  /** The one chair it stands at; null when the whole clinic shares it. */
  readonly chair: ChairId | null
  readonly kind: string
  readonly down: { readonly repairedBy: IsoDate | null } | null
}

export interface Place {
  readonly clinic: ClinicId
  readonly chair: ChairId
  readonly date: IsoDate
}

/** A visit that occupies a device of a kind. */
export interface DeviceUse extends Place {
  readonly kind: string
  readonly from: ClockTime
  readonly to: ClockTime
}

/** A repair ends with its last day; the device is counted on from the next one. */
const worksOn = (device: Device, date: IsoDate): boolean =>
  device.down === null || (device.down.repairedBy !== null && date > device.down.repairedBy)

const ownDevice = (devices: readonly Device[], kind: string, place: Place): boolean =>
  devices.some(
    (one) => one.kind === kind && one.clinic === place.clinic && one.chair === place.chair && worksOn(one, place.date)
  )

const sharedDevices = (devices: readonly Device[], kind: string, place: Place): number =>
  devices.filter(
    (one) => one.kind === kind && one.clinic === place.clinic && one.chair === null && worksOn(one, place.date)
  ).length

const inClinic = (devices: readonly Device[], kind: string, place: Place): boolean =>
  devices.some((one) => one.kind === kind && one.clinic === place.clinic && worksOn(one, place.date))

/**
 * Whether this kind is tied to chairs for this visit. A visit that was booked into a chair without such a device shows that
 * the clinic brings it along; then any chair of a clinic that has one will do.
 */
const staysAtChair = (devices: readonly Device[], kind: string, booked: Place): boolean =>
  devices.some(
    (one) => one.kind === kind && one.clinic === booked.clinic && (one.chair === null || one.chair === booked.chair)
  )

/** Whether what the services need can be done in this chair on this day; `booked` is where the visit was to be. */
export const isEquipped = (
  devices: readonly Device[],
  kinds: readonly string[],
  place: Place,
  booked: Place = place
): boolean =>
  kinds.every((kind) =>
    staysAtChair(devices, kind, booked)
      ? ownDevice(devices, kind, place) || sharedDevices(devices, kind, place) > 0
      : inClinic(devices, kind, place)
  )

/** When all shared devices that a visit in this chair would need are in use by visits in other chairs. */
export const devicesBusy = (
  devices: readonly Device[],
  kinds: readonly string[],
  uses: readonly DeviceUse[],
  place: Place,
  booked: Place = place
): readonly DaySpan[] =>
  kinds.flatMap((kind) => {
    if (ownDevice(devices, kind, place) || !staysAtChair(devices, kind, booked)) return []
    const others = uses.filter(
      (use) =>
        use.kind === kind &&
        use.clinic === place.clinic &&
        use.date === place.date &&
        use.chair !== place.chair &&
        !ownDevice(devices, kind, use)
    )
    return fullHours(others, sharedDevices(devices, kind, place)).map((span) => ({ date: place.date, ...span }))
  })

/** Spans in which at least `places` of the uses go on at once. */
const fullHours = (
  uses: readonly { readonly from: ClockTime; readonly to: ClockTime }[],
  places: number
): readonly { readonly from: ClockTime; readonly to: ClockTime }[] => {
  const edges = [...new Set(uses.flatMap((use) => [use.from, use.to]))].toSorted((a, b) => minutesOf(a) - minutesOf(b))
  return edges.flatMap((from, index) => {
    const to = edges[index + 1]
    if (to === undefined) return []
    return uses.filter((use) => use.from <= from && to <= use.to).length >= places ? [{ from, to }] : []
  })
}
