/** The commands a person types, what each needs from the machine, and how each explains itself. Runs on any Node from 20. */

const skips = `  --skip-install    do not look after node_modules
  --skip-system     do not look after system libraries`

/**
 * @typedef {object} Command
 * @property {string} main       script that does the work, run on the project's own Node
 * @property {(flags: string[]) => string[]} system  groups of system packages it needs (see setup/system-packages.mjs)
 * @property {string} help      also the list of its flags: one that stands here is allowed, any other is refused
 * @property {boolean} [takesWords]  whether words without dashes may follow, such as names of tests
 */

/** @type {Record<string, Command>} */
export const commands = {
  start: {
    main: 'scripts/start/main.ts',
    system: () => ['window'],
    help: `npm start [-- flags]: opens the workstation on the demo clinic, with a local head office and virtual devices.

${skips}
  --skip-build      open what was built last
  --no-head-office  leave the head office out: the desk works offline
  --no-devices      leave the virtual printers out
  --once            close again as soon as the first screen has been shown (and photographed, without a display)
  --fresh           begin with an empty desk: forget what earlier starts recorded
  --help            this text`
  },
  test: {
    main: 'scripts/test/main.ts',
    takesWords: true,
    system: (flags) => [
      'peers',
      ...(process.env.CI ? ['spooler'] : []),
      ...(flags.includes('--unit') ? [] : ['window', 'xvfb'])
    ],
    help: `npm test [-- flags] [filter …]: runs every test, or those whose file path contains a filter.

${skips}
  --skip-build      test the window on what was built last
  --unit            only the tests beside the code: rules, real SQLite, sockets, PostgreSQL, processes
  --e2e             only the tests in the real window
  --help            this text

The last line is "N passed, N failed" over all parts.`
  },
  check: {
    main: 'scripts/check/main.ts',
    takesWords: true,
    system: () => [],
    help: `npm run check [-- flags] [name …]: types, lint, format, unused; all of them, or those named.
Lint holds the allowed arrows between rooms too; «arrows» names that one rule alone.

${skips}
  --help            this text`
  },
  demo: {
    main: 'scripts/demo.ts',
    system: () => ['peers', 'window', 'xvfb'],
    help: `npm run demo: plays one shift in the real window and leaves every artefact and report.json in out/demo/.

${skips}
  --help            this text`
  },
  bench: {
    main: 'scripts/bench.ts',
    takesWords: true,
    system: () => ['window'],
    help: `npm run bench [-- name …]: measures, with a reference in the same run, into out/bench/<name>.json.
«sync» fetches PouchDB into .cache/bench-peers the first time, and needs openssl for its certificate.

${skips}
  --full            sync, storage-growth: a history of ten million facts and a million patients
  --help            this text`
  },
  'head-office': {
    takesWords: true,
    main: 'scripts/head-office.ts',
    system: () => [],
    help: `npm run head-office [-- backup --to FOLDER | restore --from FOLDER [--replace]]: the central server alone, on an
embedded PostgreSQL; or a copy of its database, made while it serves; or an empty database filled from such a copy.
What a real server is told (address, certificate, limits) are flags of the program itself, see docs/operations.md:
node_modules/.bin/node src/head-office/main.ts --help

${skips}
  --to FOLDER       where the copy goes
  --from FOLDER     where the copy lies
  --data DIR        whose database is copied or filled; without it that of DATABASE_URL, else that of npm start
  --replace         throw away what the database holds
  --help            this text`
  },
  devices: {
    main: 'scripts/devices.ts',
    system: () => [],
    help: `npm run devices: the virtual receipt printers and card printer alone.

${skips}
  --help            this text`
  },
  import: {
    main: 'src/core/imports/main.ts',
    takesWords: true,
    system: () => [],
    help: `npm run import -- <kind> <file.csv> --data <folder> --as "<family name>": takes a table into a workstation's database.
Kinds: patients, visits, shifts, price-list, staff, plans. Without arguments it explains itself.

${skips}
  --data <folder>   data folder of the workstation, which must be closed; that of npm start is .cache/start/workstation
  --as <name>       on whose behalf
  --dry-run         only look at what would change
  --map column=Heading   which heading of the file is which column; may be repeated
  --lang en         answer in English
  --help            this text`
  },
  rebuild: {
    main: 'scripts/rebuild/main.ts',
    takesWords: true,
    system: () => [],
    help: `npm run rebuild [-- data-folder]: drops what is derived from the journal and derives it again.

The program must be closed. Without a folder it is the desk of npm start (.cache/start/workstation). STOIKA_KEY gives the key of the database where
the keystore of the operating system has sealed it.

${skips}
  --help            this text`
  },
  verify: {
    takesWords: true,
    main: 'scripts/verify/main.ts',
    system: () => [],
    help: `npm run verify [-- data-folder | -- --head-office [data-folder | postgres://…]]: whether what is kept of the journal is what was recorded.

Reads chains, seals, signatures, receipts, cursors and papers, whether head office has ordered that a payload is gone, and on
a workstation whether the states follow from the facts; names the first bad fact. Not read are tables of screens, which npm
run rebuild makes anew, and figures, which head office counts anew: both are derived. Nothing is written. Exit code 0: all is well, 1: something was changed or is missing, 2: it could not be looked at.

Without a folder it is what npm start keeps (.cache/start/workstation, .cache/start/head-office); of a head office, DATABASE_URL where that is set. A workstation's program must
be closed, and STOIKA_KEY gives the key of its database where the keystore of the operating system has sealed it. A head
office may go on working.

${skips}
  --head-office     look at a head office instead of a workstation
  --help            this text`
  },
  golden: {
    main: 'scripts/golden/main.ts',
    system: () => [],
    help: `npm run golden: writes the newest golden recording if it is not there yet (see CONTRIBUTING.md, «Golden files»).

What was recorded once is never written again.

${skips}
  --states          write down anew what the recordings fold to; look through the difference before committing it
  --help            this text`
  },
  simulate: {
    main: 'simulator/main.ts',
    system: () => [],
    help: `npm run simulate [-- flags]: tells what happens to desks and head office when everything goes wrong, a story for each seed,
on a virtual clock and a simulated network, and judges how each story ends. A story that ends badly is told as short as it can be.

${skips}
  --seeds N         how many stories, 100 without it
  --from S          the first seed, 1 without it
  --seed S          this one story; if it ends well, only that is said
  --story           also print what happened
  --help            this text

The last line is "N seeds, M failed". docs/simulator.md tells how it works.`
  },
  package: {
    main: 'scripts/package/main.ts',
    system: () => [],
    help: `npm run package [-- --dir]: builds what is installed at the clinic on a system like this one, into dist/.

${skips}
  --skip-build      pack what was built last
  --dir             only the unpacked application, without an installer
  --help            this text`
  },
  'package:smoke': {
    main: 'scripts/package/smoke.ts',
    system: () => ['window', 'xvfb'],
    help: `npm run package:smoke: starts the unpacked application: opens its database, shows Today, quits.

${skips}
  --help            this text`
  }
}
