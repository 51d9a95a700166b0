import { describe, expect, it } from 'vitest'
import { openDatabase } from '../storage/database.ts'
import { addressOf, enrol } from './enrol.ts'

describe('the address of head office', () => {
  it('is read as people write them', () => {
    expect(addressOf(' stoika.example.ru ')).toEqual({ url: 'https://stoika.example.ru' })
    expect(addressOf('http://10.0.0.5:8080/')).toEqual({ url: 'http://10.0.0.5:8080' })
    for (const typed of ['ftp://10.0.0.5', 'https://user:secret@example.ru', ''])
      expect(addressOf(typed)).toEqual({ refused: 'BAD_ADDRESS' })
  })

  it('is called unencrypted through the clinic’s own network only', async () => {
    const near = ['localhost', '127.0.0.1', '192.168.1.4', '172.31.0.1', '[::1]', '[fd12::5]', 'server', 'office.local']
    for (const host of near) expect(addressOf(`http://${host}`)).toEqual({ url: `http://${host}` })
    const far = ['stoika.example.ru', '8.8.8.8', '172.32.0.1', '[2001:db8::1]', '10.0.0.5.example.ru']
    for (const host of far) {
      expect(addressOf(`http://${host}`)).toEqual({ refused: 'NOT_ENCRYPTED' })
      expect(addressOf(host)).toEqual({ url: `https://${host}` })
    }
    const db = await openDatabase({ path: ':memory:', key: null })
    expect(await enrol(db, { url: 'http://stoika.example.ru', code: '0000 0000 0000', name: 'Стойка' })).toEqual({
      ok: false,
      refusal: { code: 'NOT_ENCRYPTED' }
    })
    db.close()
  })
})
