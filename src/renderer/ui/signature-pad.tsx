/** A field to sign in with a pen, a finger or the mouse; answers the way the pen went, and nothing of how hard. */
import { useImperativeHandle, useRef, useState, type PointerEvent, type Ref } from 'react'
import { Strokes } from '../../domain/values/strokes.ts'
import classes from './signature-pad.module.css'

type Point = Strokes['lines'][number][number]

export interface PadHandle {
  readonly clear: () => void
}

interface Props {
  readonly label: string
  /** Null while there is nothing that could be a signature. */
  readonly onChange: (strokes: Strokes | null) => void
  readonly ref: Ref<PadHandle>
}

/** Width of the field for one of height; the paper leaves about as much room. */
const ASPECT = 3.5
const HEIGHT = 100

const clamp = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000

export const SignaturePad = ({ label, onChange, ref }: Props) => {
  const [lines, setLines] = useState<readonly (readonly Point[])[]>([])
  const drawing = useRef(false)
  const began = useRef<number | null>(null)

  const change = (next: readonly (readonly Point[])[]): void => {
    setLines(next)
    const strokes = Strokes.safeParse({ aspect: ASPECT, lines: next })
    onChange(strokes.success ? strokes.data : null)
  }
  useImperativeHandle(ref, () => ({
    clear: () => {
      began.current = null
      change([])
    }
  }))

  const points = (event: PointerEvent<SVGSVGElement>): readonly Point[] => {
    const box = event.currentTarget.getBoundingClientRect()
    // Between two frames a pen may have gone a long way: the browser keeps what was in between.
    const all = event.nativeEvent.getCoalescedEvents()
    return (all.length === 0 ? [event.nativeEvent] : all).map((one) => {
      began.current ??= one.timeStamp
      return {
        x: clamp((one.clientX - box.left) / box.width),
        y: clamp((one.clientY - box.top) / box.height),
        t: Math.max(0, Math.round(one.timeStamp - began.current))
      }
    })
  }
  return (
    <svg
      className={classes.pad}
      viewBox={`0 0 ${HEIGHT * ASPECT} ${HEIGHT}`}
      role="img"
      aria-label={label}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        drawing.current = true
        change([...lines, points(event)])
      }}
      onPointerMove={(event) => {
        if (!drawing.current) return
        const more = points(event)
        change([...lines.slice(0, -1), [...(lines.at(-1) ?? []), ...more]])
      }}
      onPointerUp={() => {
        drawing.current = false
      }}
      onPointerCancel={() => {
        drawing.current = false
      }}
    >
      <line className={classes.line} x1={10} x2={HEIGHT * ASPECT - 10} y1={HEIGHT * 0.78} y2={HEIGHT * 0.78} />
      {lines.map((line, index) => (
        <polyline
          key={`${index + 1}`}
          className={classes.stroke}
          points={line.map((point) => `${point.x * HEIGHT * ASPECT},${point.y * HEIGHT}`).join(' ')}
        />
      ))}
    </svg>
  )
}
