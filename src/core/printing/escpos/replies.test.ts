import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { healthOf, joinHealth, replyReader, type Reply } from './replies.ts'

const readAll = (...pieces: readonly (readonly number[])[]): Reply[] => {
  const read = replyReader()
  return pieces.flatMap((piece) => [...read(Uint8Array.from(piece))])
}

describe('what a printer says', () => {
  it('is told apart though it comes as one stream', () => {
    expect(readAll([0x12, 0x00, 0x14, 0x00, 0x00, 0x0f, 0x5f, 0x54, 0x4d, 0x00, 0x16])).toMatchObject([
      { kind: 'state', byte: 0x12 },
      { kind: 'done', paperOut: false },
      { kind: 'report' },
      { kind: 'name', text: 'TM' },
      { kind: 'state', byte: 0x16 }
    ])
  })

  it('means the same in whatever pieces it arrives', () => {
    const bytes = [0x12, 0x38, 0x08, 0x0c, 0x0f, 0x00, 0x5f, 0x41, 0x42, 0x00, 0x72]
    const whole = readAll(bytes)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 6 }), (cuts) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length]
        expect(readAll(...edges.slice(1).map((edge, index) => bytes.slice(edges[index], edge)))).toEqual(whole)
      }),
      { seed: 20261124 }
    )
  })

  it('never holds a proof inside a report', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0xff }),
        fc.tuple(fc.nat(0xff), fc.nat(0xff), fc.nat(0xff)),
        (start, rest) => {
          const first = (start & ~0x83) | 0x10
          const report = [first, ...rest.map((byte) => byte & ~0x90)]
          expect(readAll(report).map((reply) => reply.kind)).toEqual(['report'])
        }
      ),
      { seed: 20261124 }
    )
  })

  it('names what a person can put right', () => {
    expect(joinHealth([healthOf(1, 0x1a), healthOf(2, 0x16), healthOf(3, 0x12), healthOf(4, 0x12)])).toEqual({
      problems: ['cover-open'],
      paperLow: false
    })
    expect(joinHealth([healthOf(1, 0x1a), healthOf(2, 0x32), healthOf(4, 0x7e)])).toEqual({
      problems: ['paper-out'],
      paperLow: true
    })
    expect(joinHealth([healthOf(1, 0x1a), healthOf(2, 0x12)])).toEqual({ problems: ['offline'], paperLow: false })
    expect(joinHealth([healthOf(3, 0x1a)])).toEqual({ problems: ['cutter-jammed'], paperLow: false })
    expect(joinHealth([healthOf(1, 0x12), healthOf(4, 0x1e)])).toEqual({ problems: [], paperLow: true })
  })
})
