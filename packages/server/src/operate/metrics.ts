import type { Counter, Histogram, Registry } from 'prom-client'
import type { RequestLabel } from './request-label.ts'

/** What a request came to: `ok`, or the stable name of its refusal. */
export interface RequestOutcome extends RequestLabel {
  readonly outcome: string
  /** Seconds. */
  readonly duration: number
}

/** Counts in the Prometheus text format (version 0.0.4). */
export interface Metrics {
  observe(outcome: RequestOutcome): void
  /** The page that Prometheus reads. */
  page(): Promise<{ readonly type: string; readonly text: string }>
}

/**
 * Metrics of one server: `latchkey_requests_total` by service, operation and outcome,
 * `latchkey_request_duration_seconds` by service and operation, and Node's own (event loop, memory, processor).
 */
export async function createMetrics(): Promise<Metrics> {
  const { default: client } = await import('prom-client')
  const registry: Registry = new client.Registry()
  client.collectDefaultMetrics({ register: registry })
  const requests: Counter = new client.Counter({
    name: 'latchkey_requests_total',
    help: 'Requests by service, operation and outcome: ok, or the name of the refusal.',
    labelNames: ['service', 'operation', 'outcome'],
    registers: [registry],
  })
  const durations: Histogram = new client.Histogram({
    name: 'latchkey_request_duration_seconds',
    help: 'Seconds from a request to its answer.',
    labelNames: ['service', 'operation'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })
  return {
    observe({ service, operation, outcome, duration }) {
      requests.inc({ service, operation, outcome })
      durations.observe({ service, operation }, duration)
    },
    page: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  }
}
