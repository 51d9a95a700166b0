/** What a fact costs head office while its history grows, in the words of the aim: percent from the short history to the long one. */
import { figure, type Figure } from '../bench.ts'
import { storageGrowth } from '../storage-growth.ts'
import type { Place } from './place.ts'

export const growth = async (_place: Place, log: (line: string) => void, full: boolean): Promise<readonly Figure[]> => {
  const costs = await storageGrowth({ full, log })
  const appended = costs.filter(({ id }) => id.startsWith('append-'))
  const ratio = appended.at(-1)?.ratio
  if (ratio === undefined) throw new Error('the growth of a history was not measured')
  const size = appended.map(({ id }) => id).join(' against ')
  return [...appended, { ...figure('cost-per-fact-growth', 'percent', [(ratio - 1) * 100]), size }]
}
