/** What this workstation is: its name, its series, its clinic, and how well its database is locked. */
import type { ReactNode } from 'react'
import { usePresent } from '../app/session.ts'
import { useTexts } from '../ui/language.tsx'
import classes from './settings.module.css'
import { settingsTexts } from './texts.ts'

/** «11»: as it stands before the number on every paper. */
const prefix = (series: number): string => String(series).padStart(2, '0')

export const DevicePart = () => {
  const texts = useTexts(settingsTexts).device
  const { standing } = usePresent()
  const { clinic, device } = standing
  return (
    <div className={classes.rows}>
      <dl>
        <Row title={texts.name}>{device.name}</Row>
        <Row title={texts.clinic}>{clinic.name}</Row>
        <Row title={texts.zone}>{clinic.zone}</Row>
        <Row title={texts.series}>{texts.seriesText(prefix(device.series))}</Row>
        <Row title={texts.key}>
          {device.keyProtected ? (
            <p>{texts.keyProtected}</p>
          ) : (
            <>
              <p className="attention">▲ {texts.keyPlain}</p>
              <p>{texts.keyPlainNext}</p>
            </>
          )}
        </Row>
        <Row title={texts.id}>
          <span className={classes.code}>{device.id}</span>
        </Row>
      </dl>
      <p className={classes.note}>{texts.changes}</p>
    </div>
  )
}

const Row = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <div className={classes.row}>
    <dt>{title}</dt>
    <dd>{children}</dd>
  </div>
)
