/** How a part tells whoever started it that it serves: one line of JSON on its output, `{"ready":{…}}`. */
import { z } from 'zod'

const ReadyLine = z.object({ ready: z.unknown() })

/** What the part said of itself if this is its ready line. A ready line of another shape is a fault, not a line to skip. */
export const readReadyLine =
  <Shape extends z.ZodType>(shape: Shape) =>
  (line: string): z.infer<Shape> | undefined => {
    if (!line.startsWith('{"ready":')) return undefined
    return shape.parse(ReadyLine.parse(JSON.parse(line)).ready)
  }
