import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical } from './canonical.ts'

describe('the canonical form', () => {
  it('is what another implementation of RFC 8785 writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false, maxDepth: 4 }), (value) => {
        const stored: unknown = JSON.parse(JSON.stringify(value))
        expect(canonical(stored)).toBe(canonicalize(stored))
      }),
      { numRuns: 500 }
    )
    const names = fc.dictionary(fc.oneof(fc.integer().map(String), fc.string({ unit: 'grapheme' })), fc.double())
    fc.assert(
      fc.property(names, (value) => {
        const stored: unknown = JSON.parse(JSON.stringify(value))
        expect(canonical(stored)).toBe(canonicalize(stored))
      })
    )
  })

  it('sorts members by UTF-16 units, numbers among the names too, and writes numbers as ECMAScript does', () => {
    expect(canonical({ '10': 1, '9': 2, ё: 1e21, '\u{1F600}': -0, '\uFB33': 0.000001, a: [null, true] })).toBe(
      '{"10":1,"9":2,"a":[null,true],"ё":1e+21,"\u{1F600}":0,"\uFB33":0.000001}'
    )
  })

  it('leaves nothing out, whatever a member is called', () => {
    expect(canonical(JSON.parse('{"b":1,"__proto__":{"a":2},"0":3}'))).toBe('{"0":3,"__proto__":{"a":2},"b":1}')
    expect(canonical({ a: '\\ud83d', b: '\\' })).toBe(canonicalize({ b: '\\', a: '\\ud83d' }))
  })

  it('does not exist for half a surrogate pair, endless numbers and what JSON does not know', () => {
    for (const value of ['\ud83d', { '\ude00': 1 }, Number.NaN, Infinity, () => 1, undefined, 1n])
      expect(() => canonical(value)).toThrow(TypeError)
  })
})
