/** A line between a desk and head office that counts every byte, those of TLS and TCP's payload included, in both directions. */
import { once } from 'node:events'
import net from 'node:net'

export interface CountedLine {
  readonly url: string
  /** Bytes that went either way since the last time it was asked. */
  taken(): number
  close(): Promise<void>
}

export const countedLine = async (target: string): Promise<CountedLine> => {
  const { hostname, port, protocol } = new URL(target)
  let bytes = 0
  const open = new Set<net.Socket>()
  const server = net.createServer((near) => {
    const far = net.connect(Number(port), hostname)
    for (const [from, to] of [
      [near, far],
      [far, near]
    ] as const) {
      open.add(from)
      from.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        to.write(chunk)
      })
      from.on('end', () => to.end())
      from.on('error', () => to.destroy())
      from.on('close', () => open.delete(from))
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the line has no port')
  return {
    url: `${protocol}//127.0.0.1:${address.port}`,
    taken: () => {
      const sum = bytes
      bytes = 0
      return sum
    },
    close: async () => {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    }
  }
}
