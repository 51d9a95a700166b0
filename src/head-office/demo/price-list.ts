/** Reads the price list that ships with the product: categories of services with everything papers and the desk need. */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { PriceLine } from '../../domain/clinic/facts.ts'
import { IsoDate } from '../../domain/values/dates.ts'

const PriceListFile = z.object({
  title: z.string().min(1),
  validFrom: IsoDate,
  categories: z
    .array(z.object({ title: z.string().min(1), services: z.array(PriceLine.omit({ category: true })).min(1) }))
    .min(1)
})

/** @throws when the file is missing or a line of it is wrong: the file ships with the product, so that is a bug. */
export const readPriceList = async (path: string): Promise<readonly PriceLine[]> => {
  const file = PriceListFile.parse(JSON.parse(await readFile(path, 'utf8')))
  return file.categories.flatMap((category) =>
    category.services.map((service) => ({ ...service, category: category.title }))
  )
}
