/** A signature drawn on the screen, as the pen moved. */
import { z } from 'zod'

/**
 * Points from 0 to 1 across and down the field, whose width is `aspect` times its height; `t` is milliseconds since the
 * pen first touched. No pressure: dynamics that would identify a person are biometric data (152-ФЗ ст. 11), and nothing here compares them.
 */
export const Strokes = z
  .object({
    aspect: z.number().min(0.2).max(20),
    lines: z
      .array(
        z
          .array(z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1), t: z.int().min(0) }))
          .min(1)
          .max(5000)
      )
      .min(1)
      .max(200)
  })
  .refine((strokes) => strokes.lines.some((line) => line.length > 3), 'a dot is no signature')
export type Strokes = z.infer<typeof Strokes>
