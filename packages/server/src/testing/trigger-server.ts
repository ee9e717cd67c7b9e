import type { FunctionOptions } from '../ports/local-functions.ts'
import { createTestPool, startTestServer } from './test-server.ts'

/** The ARN of a function of this server. */
export const functionArn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`

/** A trigger's event, as far as tests look at it. */
export interface TriggerEvent {
  triggerSource: string
  userName: string
  callerContext: Record<string, string>
  request: Record<string, never> & { session: { challengeName: string; challengeResult: boolean }[] }
  response: Record<string, unknown>
}

export type Triggers = Record<string, (event: TriggerEvent) => unknown>

/** A server, and a pool of it that has the given triggers, under their own names. */
export async function startTriggerServer(
  triggers: Triggers,
  client: Parameters<typeof createTestPool>[2] = {},
) {
  const test = await startTestServer({ functions: triggers as unknown as FunctionOptions })
  const LambdaConfig = Object.fromEntries(Object.keys(triggers).map(name => [name, functionArn(name)]))
  return { test, ids: await createTestPool(test, { LambdaConfig }, client) }
}

/** A trigger that answers the same whatever is asked. */
export const answering = (response: Record<string, unknown>) => (event: TriggerEvent) => ({
  ...event,
  response,
})
