/** What `npm run verify` says. */
import type { DeskIdentity } from '../../src/core/desk.ts'
import type { DeskCheck } from '../../src/core/verify/desk.ts'
import type { OfficeCheck } from '../../src/head-office/verify/office.ts'
import { sentenceOf, type Finding } from '../../src/journal/verify/finding.ts'
import type { Findings } from '../../src/journal/verify/findings.ts'
import type { Tally } from '../../src/journal/verify/kept.ts'

type NameOf = (device: string) => string

export const deskLines = (check: DeskCheck, papers: number, identity: DeskIdentity): readonly string[] => {
  const { tally, states, statesSkipped, unreceipted, setAside } = check
  const nameOf: NameOf = (device) => (device === identity.device ? `${device} «${identity.name}»` : device)
  return [
    `Workstation «${identity.name}»: ${lookedAt(tally, papers)}.`,
    ...(states === null ? [] : [`${counted(states, 'state')} compared with what the facts fold to.`]),
    ...(statesSkipped === 'other-version'
      ? [
          'Another version of the program derived the states, so they were not compared; npm run rebuild makes them anew.'
        ]
      : []),
    ...(statesSkipped === 'history-missing'
      ? ['The history is still coming from head office: what stands behind it and the states were not looked at yet.']
      : []),
    ...(tally.undecided === 0
      ? []
      : [
          `${counted(tally.undecided, 'fact')} without payload: the order to destroy it may still come from head office, so the states were not compared.`
        ]),
    ...(unreceipted === 0
      ? []
      : [`${unreceipted} facts of this desk are not receipted yet: only this PC vouches for them.`]),
    ...(setAside === 0 ? [] : [`${setAside} facts were sealed again in another epoch and are kept aside.`]),
    'Tables of screens were not read: they are derived, and npm run rebuild makes them anew.',
    ...verdict(check.findings, statesSkipped === null && tally.undecided === 0, nameOf)
  ]
}

export const officeLines = ({
  tally,
  unreceipted,
  keptApart,
  papers,
  names,
  findings
}: OfficeCheck): readonly string[] => {
  const nameOf: NameOf = (device) => [device, names.get(device)].filter((part) => part !== undefined).join(' ')
  return [
    `Head office: ${lookedAt(tally, papers)}.`,
    ...(unreceipted === 0 ? [] : [`${unreceipted} facts came before there were receipts: the next push covers them.`]),
    ...(keptApart === 0 ? [] : [`${keptApart} facts of withdrawn devices are kept apart.`]),
    'Figures were not read: they are derived, and head office counts them anew.',
    ...verdict(findings, true, nameOf)
  ]
}

const lookedAt = ({ facts, chains, receipts, heads, unvouched, erased, withheld }: Tally, papers: number): string =>
  [
    `${counted(facts, 'fact')} in ${counted(chains, 'chain')}`,
    counted(receipts, 'receipt'),
    ...(unvouched === 0 ? [] : [`${unvouched} of them without the word of the device`]),
    ...(heads === 0 ? [] : [counted(heads, 'signed head')]),
    ...(erased === 0 ? [] : [`${counted(erased, 'fact')} erased by law`]),
    ...(withheld === 0 ? [] : [`${counted(withheld, 'fact')} of other clinics as headers`]),
    ...(papers === 0 ? [] : [counted(papers, 'paper')])
  ].join(', ')

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

/** `whole`: nothing was left out. */
const verdict = ({ first, count }: Findings, whole: boolean, nameOf: NameOf): readonly string[] => {
  const [worst, ...more] = first
  if (worst === undefined)
    return [whole ? 'Everything is as it was recorded.' : 'What was looked at is as it was recorded.']
  const say = (finding: Finding): string => sentenceOf(finding, nameOf)
  return [
    `The first bad fact: ${say(worst)}`,
    ...more.map((finding) => `  then: ${say(finding)}`),
    ...(count > first.length ? [`  and ${count - first.length} more.`] : [])
  ]
}
