/** What this model of receipt printer can do, and under which number it knows Cyrillic letters. */
import { NativeSelect } from '@mantine/core'
import { KNOWN_CODE_PAGES } from '../../domain/printing/profile.ts'
import { Repertoire } from '../../domain/printing/repertoire.ts'
import { useTexts } from '../ui/language.tsx'
import { profilesFor, withCodePage, type PrinterForm, type Profiles } from './printer-form.ts'
import classes from './settings.module.css'
import { settingsTexts } from './texts.ts'

interface Props {
  readonly form: PrinterForm
  readonly onChange: (form: PrinterForm) => void
}

const STATUSES = ['full', 'realtime', 'none'] as const
const CUTS = ['partial', 'full', 'none'] as const
const QRS = ['native', 'raster'] as const

export const ProfileFields = ({ form, profiles, onChange }: Props & { readonly profiles: Profiles }) => {
  const texts = useTexts(settingsTexts).printers
  const { profile } = form
  const own = profilesFor(form.kind, profiles)
  const model = own.find((one) => one.profile.name === profile.name)
  const set = (changes: Partial<PrinterForm['profile']>): void =>
    onChange({ ...form, profile: { ...profile, ...changes } })
  return (
    <div className={classes.four}>
      <NativeSelect
        label={texts.profile}
        value={model?.key ?? ''}
        onChange={(event) => {
          const next = own.find(({ key }) => key === event.currentTarget.value)
          if (next !== undefined) onChange({ ...form, profile: next.profile })
        }}
        data={[
          ...(model === undefined ? [{ value: '', label: texts.ownProfile }] : []),
          ...own.map(({ key, profile: { name } }) => ({ value: key, label: name }))
        ]}
      />
      <NativeSelect
        label={texts.status}
        value={profile.status}
        onChange={(event) =>
          set({ status: STATUSES.find((one) => one === event.currentTarget.value) ?? profile.status })
        }
        data={STATUSES.map((value) => ({ value, label: texts.statuses[value] }))}
      />
      <NativeSelect
        label={texts.cut}
        value={profile.cut}
        onChange={(event) => set({ cut: CUTS.find((one) => one === event.currentTarget.value) ?? profile.cut })}
        data={CUTS.map((value) => ({ value, label: texts.cuts[value] }))}
      />
      <NativeSelect
        label={texts.qr}
        value={profile.qr}
        onChange={(event) => set({ qr: QRS.find((one) => one === event.currentTarget.value) ?? profile.qr })}
        data={QRS.map((value) => ({ value, label: texts.qrs[value] }))}
      />
    </div>
  )
}

/** As the lines of the test page begin. */
const lineLabel = (page: Repertoire, number: number): string => `${page.replace('cp', '')} n=${number}`

export const CodePageChoice = ({ form, onChange }: Props) => {
  const texts = useTexts(settingsTexts).printers
  const { text, codePages } = form.profile
  return (
    <fieldset className={classes.codePages}>
      <legend>{texts.codePage}</legend>
      <p className="soft small">{texts.codePageHint}</p>
      <div>
        {Repertoire.options.flatMap((page) =>
          numbersOf(page, codePages[page]).map((number) => (
            <label key={`${page} ${number}`}>
              <input
                type="radio"
                name="code-page"
                checked={text === page && codePages[page] === number}
                onChange={() => onChange(withCodePage(form, page, number))}
              />
              {lineLabel(page, number)}
            </label>
          ))
        )}
      </div>
    </fieldset>
  )
}

/** Those of the test page, and the printer's own when it is none of them. */
const numbersOf = (page: Repertoire, own: number | null): readonly number[] =>
  own === null || KNOWN_CODE_PAGES[page].includes(own) ? KNOWN_CODE_PAGES[page] : [...KNOWN_CODE_PAGES[page], own]
