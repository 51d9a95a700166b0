/** What `npm run verify` says. */
import type { DeskIdentity } from '../../src/core/desk.ts'
import type { DeskCheck } from '../../src/core/verify/desk.ts'
import type { OfficeCheck } from '../../src/head-office/verify/office.ts'
import { sentenceOf, type Finding } from '../../src/journal/verify/finding.ts'
import type { Findings } from '../../src/journal/verify/findings.ts'
import type { Tally } from '../../src/journal/verify/kept.ts'

type NameOf = (device: string) => string

export const deskLines = (check: DeskCheck, identity: DeskIdentity): readonly string[] => {
  const { tally, states, statesSkipped, unreceipted, setAside } = check
  const nameOf: NameOf = (device) => (device === identity.device ? `${device} «${identity.name}»` : device)
  return [
    `Workstation «${identity.name}»: ${lookedAt(tally)}.`,
    ...(states === null ? [] : [`${counted(states, 'state')} compared with what the facts fold to.`]),
    ...(statesSkipped === 'other-version'
      ? [
          'Another version of the program derived the states, so they were not compared; npm run rebuild makes them anew.'
        ]
      : []),
    ...(statesSkipped === 'history-missing'
      ? ['The history is still coming from head office: what stands behind it and the states were not looked at yet.']
      : []),
    ...(unreceipted === 0
      ? []
      : [`${unreceipted} facts of this desk are not receipted yet: only this PC vouches for them.`]),
    ...(setAside === 0 ? [] : [`${setAside} facts were sealed again in another epoch and are kept aside.`]),
    ...verdict(check.findings, nameOf)
  ]
}

export const officeLines = ({ tally, unreceipted, keptApart, names, findings }: OfficeCheck): readonly string[] => {
  const nameOf: NameOf = (device) => [device, names.get(device)].filter((part) => part !== undefined).join(' ')
  return [
    `Head office: ${lookedAt(tally)}.`,
    ...(unreceipted === 0 ? [] : [`${unreceipted} facts came before there were receipts: the next push covers them.`]),
    ...(keptApart === 0 ? [] : [`${keptApart} facts of withdrawn devices are kept apart.`]),
    ...verdict(findings, nameOf)
  ]
}

const lookedAt = ({ facts, chains, receipts, heads, unvouched, erased, withheld }: Tally): string =>
  [
    `${counted(facts, 'fact')} in ${counted(chains, 'chain')}`,
    counted(receipts, 'receipt'),
    ...(unvouched === 0 ? [] : [`${unvouched} of them without the word of the device`]),
    ...(heads === 0 ? [] : [counted(heads, 'signed head')]),
    ...(erased === 0 ? [] : [`${counted(erased, 'fact')} erased by law`]),
    ...(withheld === 0 ? [] : [`${counted(withheld, 'fact')} of other clinics as headers`])
  ].join(', ')

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

const verdict = ({ first, count }: Findings, nameOf: NameOf): readonly string[] => {
  const [worst, ...more] = first
  if (worst === undefined) return ['Everything is as it was recorded.']
  const say = (finding: Finding): string => sentenceOf(finding, nameOf)
  return [
    `The first bad fact: ${say(worst)}`,
    ...more.map((finding) => `  then: ${say(finding)}`),
    ...(count > first.length ? [`  and ${count - first.length} more.`] : [])
  ]
}
