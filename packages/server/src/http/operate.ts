import type { Environment } from '../environment.ts'
import type { Metrics } from '../operate/metrics.ts'
import { listPools } from '../store/units/pools.ts'
import { isSame } from './is-same.ts'

const noStore = { 'cache-control': 'no-store' }

/** Whether the node can do its work now: 200, or 503 while its database is away. */
export async function answerReadiness({ engine, log }: Environment): Promise<Response> {
  try {
    await engine.read(() => listPools({ after: '', limit: 1 }))
    return Response.json({ status: 'ready' }, { headers: noStore })
  } catch (error) {
    log.warn({ event: 'notReady', name: error instanceof Error ? error.name : 'unknown' })
    return Response.json({ status: 'databaseUnavailable' }, { status: 503, headers: noStore })
  }
}

/** The page of Prometheus, for who brings the token. */
export async function answerMetrics(
  metrics: Metrics,
  token: string | undefined,
  request: Request,
): Promise<Response> {
  const given = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? ''
  if (token !== undefined && !isSame(token, given)) {
    return new Response('Expected the token of the metrics.', {
      status: 401,
      headers: { ...noStore, 'www-authenticate': 'Bearer' },
    })
  }
  const { type, text } = await metrics.page()
  return new Response(text, { headers: { ...noStore, 'content-type': type } })
}
