/** Serial ports, loaded when the first serial printer is opened: a desk starts without waiting for them. */
import { createRequire } from 'node:module'
import type * as Serialport from 'serialport'

const require = createRequire(import.meta.url)

// A require is untyped by nature; the name is the package's own.
export const serialport = (): typeof Serialport => require('serialport') as typeof Serialport
