/** Which room of src/ may know which other one, and which packages: the rules that ARCHITECTURE.md draws as arrows. */
import path from 'node:path'

interface Room {
  /** The other rooms it may import from. */
  readonly rooms: readonly string[]
  /** Whether it may import this package or `node:` module. */
  readonly packages: (name: string) => boolean
  /** What goes wrong otherwise, for the person who reads the message. */
  readonly because: string
}

const isNode = (name: string): boolean => name.startsWith('node:')
const isElectron = (name: string): boolean => name === 'electron' || name.startsWith('electron/')
const isWindowOnly = (name: string): boolean => /^(react|react-dom|@mantine|@tanstack)(\/|$)/.test(name)
const isNative = (name: string): boolean => /^(better-sqlite3|serialport|@serialport)(\/|$)/.test(name)

/** What builds, tests and measures the product is no part of it. */
const isTool = (name: string): boolean =>
  /^(@axe-core|@vitejs|electron-(builder|vite)|fast-check|knip|npos|oxfmt|oxlint|playwright-core|typescript|vite|vitest)(\/|$)/.test(
    name
  )

const plainNode = (name: string): boolean => !isElectron(name) && !isWindowOnly(name) && !isTool(name)

const rooms: Readonly<Record<string, Room>> = {
  domain: {
    rooms: [],
    packages: (name) => name === 'zod',
    because: 'the rules run unchanged at the desk, in the head office and in property tests'
  },
  journal: {
    rooms: ['domain'],
    packages: plainNode,
    because: 'how facts are sealed and carried is the same on both sides of the wire'
  },
  contract: {
    rooms: ['domain'],
    packages: (name) => name === 'zod' || name.startsWith('@orpc/'),
    because: 'what the window and core say to each other must not drag either of them along'
  },
  renderer: {
    rooms: ['contract', 'domain'],
    packages: (name) => !isNode(name) && !isElectron(name) && !isNative(name) && !isTool(name),
    because: 'the window is sandboxed and asks core for everything'
  },
  preload: {
    rooms: ['contract'],
    packages: (name) => !isNative(name) && !isWindowOnly(name) && !isTool(name),
    because: 'the bridge has no logic'
  },
  main: {
    rooms: ['contract'],
    packages: (name) => !isNative(name) && !isWindowOnly(name) && !isTool(name),
    because: 'the shell has no business, and native modules may be built for another Node than its own'
  },
  core: {
    rooms: ['contract', 'domain', 'journal'],
    packages: plainNode,
    because: 'core is plain Node: it knows neither Electron nor the window'
  },
  'head-office': {
    rooms: ['domain', 'journal'],
    packages: plainNode,
    because: 'the server shares rules and the wire with a desk, nothing else'
  }
}

/** Tests and what serves only them are not installed at a clinic, so they may use any package. */
const servesTests = /\.test\.tsx?$|\/(testing|fixtures|virtual)\//

export interface Import {
  /** Absolute path of the importing file. */
  readonly file: string
  /** As written: './act.ts', 'zod', 'node:fs'. */
  readonly specifier: string
  /** Fetched by `require` while running: the bundler does not see it, so the package has to lie beside the bundle. */
  readonly isRequired: boolean
}

/** Says what is wrong with an import, or undefined when it is allowed. Paths outside src/ are free to import anything. */
export const judgeImport = (
  { file, specifier, isRequired }: Import,
  root: string,
  leftOutside: ReadonlySet<string>
): string | undefined => {
  const from = roomOf(file, root)
  const room = from === undefined ? undefined : rooms[from]
  if (from === undefined || room === undefined) return undefined

  if (specifier.startsWith('.')) {
    const target = path.resolve(path.dirname(file), specifier)
    const to = roomOf(target, root)
    if (to === from || (to !== undefined && room.rooms.includes(to))) return undefined
    // A file beside the rooms (package.json, resources) is data; the tools are not for the product.
    if (to === undefined && !/^(scripts|e2e|bench|simulator)(\/|$)/.test(relative(target, root))) return undefined
    return `${from} may not import from ${to ?? relative(target, root)}: ${room.because}.`
  }
  const isTest = servesTests.test(relative(file, root))
  if (isTest) return undefined
  if (!room.packages(specifier)) return `${from} may not import ${specifier}: ${room.because}.`
  const name = packageName(specifier)
  if (isRequired && !isNode(name) && !leftOutside.has(name)) {
    return `${name} is required while running and lies in no bundle; what ${from} requires belongs in "dependencies".`
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
