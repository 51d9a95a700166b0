/** The code of a diagnosis as it is shown once it was typed: put right when it can be read, left alone when not. */
import { parseMkb10 } from '../../domain/plans/mkb10.ts'

export const mkbShown = (typed: string): string => parseMkb10(typed) ?? typed
