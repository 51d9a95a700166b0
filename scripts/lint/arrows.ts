/** Which room of src/ may know which other one, and which packages: the rules that ARCHITECTURE.md draws as arrows. */
import path from 'node:path'

interface Room {
  /** The other rooms it may import from. */
  readonly rooms: readonly string[]
  /** Whether it may import this package or `node:` module. */
  readonly packages: (name: string) => boolean
  /** What goes wrong otherwise, for the person who reads the message. */
  readonly because: string
  /** Loaded at the clinic as it is, not bundled: needs its packages under "dependencies". */
  readonly ships: boolean
}

const isNode = (name: string): boolean => name.startsWith('node:')
const isElectron = (name: string): boolean => name === 'electron' || name.startsWith('electron/')
const isWindowOnly = (name: string): boolean => /^(react|react-dom|@mantine|@tanstack)(\/|$)/.test(name)
const isNative = (name: string): boolean => /^(better-sqlite3|serialport|@serialport)(\/|$)/.test(name)

const plainNode = (name: string): boolean => !isElectron(name) && !isWindowOnly(name)

const rooms: Readonly<Record<string, Room>> = {
  domain: {
    rooms: [],
    packages: (name) => name === 'zod',
    because: 'the rules run unchanged at the desk, in the head office and in property tests',
    ships: true
  },
  journal: {
    rooms: ['domain'],
    packages: plainNode,
    because: 'how facts are sealed and carried is the same on both sides of the wire',
    ships: true
  },
  contract: {
    rooms: ['domain'],
    packages: (name) => name === 'zod' || name.startsWith('@orpc/'),
    because: 'what the window and core say to each other must not drag either of them along',
    ships: true
  },
  renderer: {
    rooms: ['contract', 'domain'],
    packages: (name) => !isNode(name) && !isElectron(name) && !isNative(name),
    because: 'the window is sandboxed and asks core for everything',
    ships: false
  },
  preload: {
    rooms: ['contract'],
    packages: (name) => !isNative(name) && !isWindowOnly(name),
    because: 'the bridge has no logic',
    ships: true
  },
  main: {
    rooms: ['contract'],
    packages: (name) => !isNative(name) && !isWindowOnly(name),
    because: 'the shell has no business, and native modules may be built for another Node than its own',
    ships: true
  },
  core: {
    rooms: ['contract', 'domain', 'journal'],
    packages: plainNode,
    because: 'core is plain Node: it knows neither Electron nor the window',
    ships: true
  },
  'head-office': {
    rooms: ['domain', 'journal'],
    packages: plainNode,
    because: 'the server shares rules and the wire with a desk, nothing else',
    ships: false
  }
}

/** Tests and what serves only them are not installed at a clinic, so they may use development packages. */
const servesTests = /\.test\.tsx?$|\/(testing|fixtures|virtual)\//

export interface Import {
  /** Absolute path of the importing file. */
  readonly file: string
  /** As written: './act.ts', 'zod', 'node:fs'. */
  readonly specifier: string
  /** Gone after compilation, so that no package has to be there for it. */
  readonly isTypeOnly: boolean
}

/** Says what is wrong with an import, or undefined when it is allowed. Paths outside src/ are free to import anything. */
export const judgeImport = (
  { file, specifier, isTypeOnly }: Import,
  root: string,
  developmentPackages: ReadonlySet<string>
): string | undefined => {
  const from = roomOf(file, root)
  const room = from === undefined ? undefined : rooms[from]
  if (from === undefined || room === undefined) return undefined

  if (specifier.startsWith('.')) {
    const target = path.resolve(path.dirname(file), specifier)
    const to = roomOf(target, root)
    if (to === from || (to !== undefined && room.rooms.includes(to))) return undefined
    // A file beside the rooms (package.json, resources) is data; the tools are not for the product.
    if (to === undefined && !/^(scripts|e2e|bench)(\/|$)/.test(relative(target, root))) return undefined
    return `${from} may not import from ${to ?? relative(target, root)}: ${room.because}.`
  }
  const isTest = servesTests.test(relative(file, root))
  const name = packageName(specifier)
  if (!isTest && !room.packages(specifier)) return `${from} may not import ${specifier}: ${room.because}.`
  if (!isTest && room.ships && !isTypeOnly && !isElectron(name) && developmentPackages.has(name)) {
    return `${name} is a development package; what ${from} loads at a clinic belongs in "dependencies".`
  }
  return undefined
}

const relative = (file: string, root: string): string => path.relative(root, file).split(path.sep).join('/')

const roomOf = (file: string, root: string): string | undefined => /^src\/([^/]+)\//.exec(relative(file, root))?.[1]

const packageName = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
