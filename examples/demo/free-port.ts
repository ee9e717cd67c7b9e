import { createServer } from 'node:net'

/** The port that was asked for, or any free one when that is taken. */
export async function freePortNear(port: number): Promise<number> {
  try {
    return await tryPort(port)
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    if (!taken) throw error
    console.log(`  Port ${port} is taken, so another is used.`)
    return tryPort(0)
  }
}

function tryPort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      const found = typeof address === 'object' && address ? address.port : port
      server.close(() => resolve(found))
    })
  })
}
