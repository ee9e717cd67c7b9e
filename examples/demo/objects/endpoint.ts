import type { LatchkeyServer } from '@latchkey/server'
import { type Action, isAllowed } from './policy.ts'
import type { ObjectStore } from './store.ts'

const prefix = '/s3/photos'
const largest = 4_000_000

/**
 * As much of S3 as a photo app needs, with addresses by path: get, put, delete and list. Each request is signed with
 * credentials of the identity pool, and the server's own `verifyRequest` says whose they are.
 *
 * @returns answers requests below `/s3/photos`; others are left to whoever asks
 */
export function createObjectEndpoint(
  server: Pick<LatchkeyServer, 'verifyRequest'>,
  objects: ObjectStore,
): (request: Request) => Promise<Response | undefined> {
  return async request => {
    const url = new URL(request.url)
    if (!url.pathname.startsWith(prefix)) return undefined
    if (Number(request.headers.get('content-length') ?? 0) > largest) return refusal(400, 'EntityTooLarge')
    const verified = await server.verifyRequest(request, { service: 's3' })
    if (verified.kind === 'refused') return refusal(403, 'SignatureDoesNotMatch')
    const key = decodeURIComponent(url.pathname.slice(prefix.length + 1))
    const asked = url.searchParams.get('prefix') ?? ''
    const isList = key === '' && request.method === 'GET'
    const action: Action = isList ? 'list' : request.method === 'GET' ? 'read' : 'write'
    if (!isAllowed(verified.principal, action, isList ? asked : key)) return refusal(403, 'AccessDenied')
    if (isList) return listing(objects, asked)
    switch (request.method) {
      case 'GET': {
        const object = objects.get(key)
        return object
          ? new Response(object.body, { headers: { 'content-type': object.type, ...guarded } })
          : refusal(404, 'NoSuchKey')
      }
      case 'PUT': {
        const type = request.headers.get('content-type') ?? ''
        if (!/^image\/(png|jpeg|webp|gif)$/.test(type)) return refusal(400, 'InvalidArgument')
        objects.put(key, { type, body: new Uint8Array(await request.arrayBuffer()) })
        return new Response(null, { status: 200, headers: { etag: '"kept"' } })
      }
      case 'DELETE':
        objects.delete(key)
        return new Response(null, { status: 204 })
      default:
        return refusal(405, 'MethodNotAllowed')
    }
  }
}

/** A picture never becomes a page. */
const guarded = { 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'" }

const xml = (body: string, status = 200) =>
  new Response(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`, {
    status,
    headers: { 'content-type': 'application/xml' },
  })

const refusal = (status: number, code: string) =>
  xml(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`, status)

/** `ListObjectsV2`. */
function listing(objects: ObjectStore, asked: string): Response {
  const contents = objects.list(asked).map(key => {
    const text = key.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
    return `<Contents><Key>${text}</Key></Contents>`
  })
  return xml(
    `<ListBucketResult><Name>photos</Name><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`,
  )
}
