import { parseObject } from '@latchkey/protocol'

/** What a request is to an app that is offline: asked from the cache, or kept until it can be sent. */
export type RequestKind = 'query' | 'mutation'

/** A GET is a query; so is a POST of a GraphQL query. Everything else changes something. */
export function kindOfRequest(method: string, body: string | undefined): RequestKind {
  if (method === 'GET' || method === 'HEAD') return 'query'
  return method === 'POST' && body !== undefined && isGraphQLQuery(body) ? 'query' : 'mutation'
}

function isGraphQLQuery(body: string): boolean {
  const parsed = parseObject(body)
  if (typeof parsed?.query !== 'string') return false
  const operations = operationsOf(parsed.query)
  const chosen =
    typeof parsed.operationName === 'string'
      ? operations.filter(({ name }) => name === parsed.operationName)
      : operations
  return chosen.length > 0 && chosen.every(({ type }) => type === 'query')
}

/** The operations of a GraphQL document (specification section 2.3): what stands outside of all braces. */
function operationsOf(document: string): { readonly type: string; readonly name: string | undefined }[] {
  const bare = document.replace(/"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"/g, '""').replace(/#[^\n\r]*/g, '')
  const operations: { type: string; name: string | undefined }[] = []
  let depth = 0
  let head = ''
  for (const sign of bare) {
    if (sign === '{' || sign === '(') {
      if (depth++ === 0 && sign === '{') {
        const [, type = 'query', name] =
          /(?:^|\s)(query|mutation|subscription|fragment)\b\s*(\w+)?/.exec(head) ?? []
        if (type !== 'fragment') operations.push({ type, name })
        head = ''
      }
    } else if (sign === '}' || sign === ')') depth--
    else if (depth === 0) head += sign
  }
  return operations
}
