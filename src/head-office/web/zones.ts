/** Time zones of the pages. */
import { TimeZone } from '../../domain/values/dates.ts'

/** Until the clinic's own description has arrived. */
export const DEFAULT_ZONE = TimeZone.parse('Europe/Moscow')
