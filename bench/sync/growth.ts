/**
 * What a fact costs head office while its history grows, in the words of the aim: percent from the short history to the long
 * one, of a fact on its whole way (taken in, handed out, its aggregate folded) and of taking it in alone.
 */
import { figure, type Figure } from '../bench.ts'
import { storageGrowth } from '../storage-growth.ts'
import type { Place } from './place.ts'

export const growth = async (_place: Place, log: (line: string) => void, full: boolean): Promise<readonly Figure[]> => {
  const costs = await storageGrowth({ full, log })
  const grown = (cost: string): { readonly percent: number; readonly size: string } => {
    const measured = costs.filter(({ id }) => id.startsWith(`${cost}-at-`))
    const ratio = measured.at(-1)?.ratio
    if (ratio === undefined) throw new Error('the growth of a history was not measured')
    return { percent: (ratio - 1) * 100, size: measured.map(({ id }) => id).join(' against ') }
  }
  const [whole, append] = [grown('total'), grown('append')]
  return [
    ...costs.filter(({ id }) => /^(append|total)-/.test(id)),
    { ...figure('cost-per-fact-growth', 'percent', [whole.percent]), size: whole.size },
    { ...figure('cost-per-append-growth', 'percent', [append.percent]), size: append.size }
  ]
}
