/** What came out of the printers, held against ordinary tools that know nothing of this program. */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { decodeJob } from '../../../src/core/printing/testing/npos-decoder.ts'
import type { Step } from '../play.ts'
import type { Shift } from '../shift.ts'
import { scanned } from '../scan.ts'
import { ABDULLAEV } from './consents.ts'
import { KRAVTSOVA } from './plan.ts'

const run = promisify(execFile)

const fileOf = ({ artefacts, out }: Shift, name: string): string => {
  const artefact = artefacts.find((one) => one.path === name)
  if (artefact === undefined) throw new Error(`no ${name} was left`)
  return path.join(out, artefact.path)
}

const textOf = async (file: string): Promise<string> => {
  const { stdout } = await run('pdftotext', ['-layout', file, '-'])
  return stdout.replace(/\s+/gu, ' ')
}

const expectWords = (text: string, words: readonly string[], where: string): void => {
  for (const word of words) if (!text.includes(word)) throw new Error(`${where} does not say «${word}»: ${text}`)
}

/** What each page must say at least. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  'consent.pdf': ['добровольное согласие', 'на удаление зуба', ABDULLAEV, 'ретенция зуба 48', 'Страница 1 из'],
  'consent-child.pdf': ['добровольное согласие', 'Гаврилова Мира', 'Гаврилова Ольга'],
  'consent-general.pdf': ['добровольное согласие', ABDULLAEV],
  'consent-anaesthesia.pdf': ['анестези', ABDULLAEV],
  'personal-data.pdf': ['Согласие на обработку персональных данных', ABDULLAEV, 'КОПИЯ', '9900'],
  'plan.pdf': ['План лечения', KRAVTSOVA, 'Коронка из диоксида циркония', 'Пятьдесят девять тысяч двести пятьдесят'],
  'act.pdf': ['Акт', ABDULLAEV, 'Сложное удаление зуба', 'Семь тысяч девятьсот пятьдесят'],
  'card.pdf': ['Абдуллаев']
}

/** 85.6 × 53.98 mm in points, as pdfinfo rounds them. */
const CR80 = { width: 242.65, height: 153.01 }

const near = (read: number, wanted: number): boolean => Math.abs(read - wanted) <= 0.02

export const papers: readonly Step[] = [
  {
    id: 'pdf-text',
    title: 'pdftotext reads the Russian text of every page',
    play: async (shift) => {
      for (const [name, words] of Object.entries(PAGES)) expectWords(await textOf(fileOf(shift, name)), words, name)
    }
  },
  {
    id: 'card-size',
    title: 'pdfinfo measures the card: one page of exactly 85.6 × 53.98 mm',
    play: async (shift) => {
      for (const name of ['card.pdf', 'card-replaced.pdf']) {
        const { stdout } = await run('pdfinfo', [fileOf(shift, name)])
        const [, width = '', height = ''] = /Page size:\s+([\d.]+) x ([\d.]+) pts/u.exec(stdout) ?? []
        const pages = /Pages:\s+(\d+)/u.exec(stdout)?.[1]
        if (pages !== '1' || !near(Number(width), CR80.width) || !near(Number(height), CR80.height))
          throw new Error(`${name} is not one CR80 page: ${stdout}`)
      }
    }
  },
  {
    id: 'receipts',
    title: 'An independent ESC/POS decoder reads the acts, their code and the mark of a copy',
    play: async (shift) => {
      for (const name of ['act-80.escpos', 'act-58.escpos', 'act-80-copy.escpos']) {
        const { text, qr } = decodeJob(await readFile(fileOf(shift, name)))
        expectWords(
          text.replace(/\s+/gu, ' '),
          ['Акт выполненных работ', 'Не является кассовым чеком', 'Абдуллаев'],
          name
        )
        if (qr.length !== 1) throw new Error(`${name} holds ${qr.length} QR codes`)
        if (text.includes('КОПИЯ') !== name.includes('copy')) throw new Error(`${name}: ${text}`)
      }
    }
  },
  {
    id: 'codes',
    title: 'A scanner reads the code of every page and the number of the card',
    play: async (shift) => {
      for (const name of ['consent.pdf', 'personal-data.pdf', 'plan.pdf', 'act.pdf']) {
        const [code] = await scanned(fileOf(shift, name))
        if (code === undefined || !code.startsWith('QR-Code:')) throw new Error(`${name} has no QR code to scan`)
      }
      const [card] = await scanned(fileOf(shift, 'card.pdf'))
      if (card === undefined || !/^EAN-13:2\d{12}$/u.test(card)) throw new Error(`the card reads as ${card}`)
    }
  }
]
