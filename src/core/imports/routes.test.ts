import { createRouterClient, EventPublisher } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import type { ImportKind } from '../../domain/imports/columns.ts'
import type { Role } from '../../domain/staff/facts.ts'
import { StaffId } from '../../domain/values/ids.ts'
import type { Workstation } from '../api/context.ts'
import { router } from '../api/router.ts'
import { AUTHOR, CLINIC, openImportDesk } from './testing/desk.ts'

/** The window of somebody with these roles, answered by the real router with every schema of the contract in force. */
const windowOf = async (...roles: readonly Role[]) => {
  const desk = await openImportDesk()
  const workstation: Workstation = {
    db: desk.db,
    places: desk.places,
    keyProtected: false,
    now: desk.now,
    changes: new EventPublisher(),
    desk,
    fetching: null,
    sync: null,
    takeUp: () => desk,
    log: () => undefined
  }
  const actor = {
    staff: StaffId.parse(AUTHOR.staff),
    name: { family: 'Берестова', given: 'Татьяна', patronymic: null },
    roles,
    clinic: CLINIC
  }
  const call = createRouterClient(router, { context: { workstation, connection: { actor, lastActivity: desk.now() } } })
  return { desk, call }
}

const file = (kind: ImportKind, ...lines: readonly string[]) => ({
  kind,
  content: Buffer.from(lines.join('\r\n')).toString('base64')
})
const PEOPLE = file('patients', 'ФИО;Дата рождения', 'Ясный Пётр Ильич;31.01.1990')

describe('importing from the window', () => {
  it('looks first and then records what was seen, in the name of who is signed in', async () => {
    const { desk, call } = await windowOf('senior-receptionist')
    const seen = await call.imports.preview({ ...PEOPLE, mapping: null })
    expect(seen).toMatchObject({ counts: { new: 1, bad: 0 }, mapping: { fullName: 0, birthDate: 1 }, rows: 1 })
    expect(await call.imports.run({ ...PEOPLE, mapping: seen.mapping, expected: seen.counts })).toEqual({
      counts: seen.counts,
      facts: 1
    })
    const { id } = desk.db.prepare('SELECT id FROM patient').get() as { id: string }
    expect(desk.journal.history('patient', id)[0]?.provenance).toMatchObject({ staff: AUTHOR.staff, clinic: CLINIC })
    await expect(call.imports.run({ ...PEOPLE, mapping: seen.mapping, expected: seen.counts })).rejects.toMatchObject({
      code: 'REFUSED',
      data: { code: 'CHANGED_MEANWHILE', counts: { new: 0, same: 1 } }
    })
  })

  it('carries to the window why a file is no table', async () => {
    const { call } = await windowOf('director')
    await expect(call.imports.preview({ ...file('patients', 'PK\u0003\u0004'), mapping: null })).rejects.toMatchObject({
      code: 'REFUSED',
      data: { code: 'FILE', problem: { code: 'EXCEL_WORKBOOK' } }
    })
    await expect(call.imports.preview({ kind: 'patients', content: 'не base64', mapping: null })).rejects.toMatchObject(
      { code: 'BAD_REQUEST' }
    )
  })

  it('is refused to those who may not, and a list of staff to all but the director and head office', async () => {
    const { call } = await windowOf('receptionist', 'cashier', 'doctor')
    await expect(call.imports.preview({ ...PEOPLE, mapping: null })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const staff = file('staff', 'ФИО;Роль', 'Новый Иван Ильич;директор')
    await expect(
      (await windowOf('senior-receptionist')).call.imports.preview({ ...staff, mapping: null })
    ).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await (await windowOf('head-office')).call.imports.preview({ ...staff, mapping: null })).toMatchObject({
      counts: { new: 1 }
    })
  })
})
