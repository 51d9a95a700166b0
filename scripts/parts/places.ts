/** Where a local installation of `npm start` keeps what it records, and where it leaves what a person may look at. */
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '../..')

const local = path.join(root, '.cache/start')

export const places = {
  local,
  workstation: path.join(local, 'workstation'),
  headOffice: path.join(local, 'head-office'),
  devices: path.join(local, 'devices'),
  screenshot: path.join(root, 'out/start.png')
} as const
