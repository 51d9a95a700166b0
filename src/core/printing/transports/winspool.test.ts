import { describe, expect, it } from 'vitest'
import { jobState, printerProblems } from './winspool.ts'

// The numbers are those of winspool.h. The calls themselves need Windows: see docs/printing.md for how they were tried.
describe('what the Windows spooler says', () => {
  it('names what a person can put right at the printer', () => {
    expect(printerProblems(0)).toEqual([])
    expect(printerProblems(0x10)).toEqual(['paper-out'])
    expect(printerProblems(0x400000 | 0x80)).toEqual(['cover-open', 'offline'])
    expect(printerProblems(0x8)).toEqual(['error'])
    // Busy and printing are no trouble.
    expect(printerProblems(0x200 | 0x400)).toEqual([])
  })
  it('never calls a job done that was taken out of the queue', () => {
    expect(jobState(null)).toBe('done')
    expect(jobState(0x80)).toBe('done')
    expect(jobState(0x10)).toBe('printing')
    expect(jobState(0x20 | 0x40)).toBe('waiting')
    expect(jobState(0x4)).toBe('ended-badly')
    expect(jobState(0x100 | 0x80)).toBe('ended-badly')
  })
})
