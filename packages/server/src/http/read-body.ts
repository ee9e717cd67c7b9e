import { ServiceError } from '../errors.ts'

/**
 * Reads a request's body up to a limit, counted while it comes in.
 *
 * @param limit bytes
 * @throws ServiceError `RequestEntityTooLargeException`, `SerializationException` for an encoded body
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array> {
  const encoding = request.headers.get('content-encoding')
  if (encoding && encoding !== 'identity') {
    throw new ServiceError('SerializationException', 'Encoded bodies are not accepted.')
  }
  const declared = request.headers.get('content-length')
  if (declared !== null) {
    if (Number(declared) > limit) throw tooLarge(limit)
    // The HTTP parser holds the sender to what was declared.
    return new Uint8Array(await request.arrayBuffer())
  }
  if (!request.body) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body) {
    length += chunk.length
    if (length > limit) throw tooLarge(limit)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function tooLarge(limit: number): ServiceError {
  return new ServiceError('RequestEntityTooLargeException', `The request is larger than ${limit} bytes.`)
}
