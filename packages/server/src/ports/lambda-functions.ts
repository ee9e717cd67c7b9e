import type { LambdaClient } from '@aws-sdk/client-lambda'
import { FunctionError, type Functions, triggerMilliseconds } from './functions.ts'

/** A service that speaks Lambda's protocol, Amazon's own or any other, and answers for every function's ARN. */
export interface LambdaOptions {
  /** Such as `http://127.0.0.1:3001`. Default: Amazon's, in the region of the ARN. */
  readonly endpoint?: string
  /** Default: what the AWS SDK finds in the environment. */
  readonly credentials?: {
    readonly accessKeyId: string
    readonly secretAccessKey: string
    readonly sessionToken?: string
  }
}

/**
 * Runs functions at a service that speaks Lambda's protocol, by `@aws-sdk/client-lambda`, which is loaded at first
 * need.
 */
export function lambdaFunctions(
  options: LambdaOptions,
  milliseconds: number = triggerMilliseconds,
): Functions {
  const clients = new Map<string, Promise<LambdaClient>>()
  const clientOf = (region: string) => {
    const client = clients.get(region) ?? load(options, region)
    clients.set(region, client)
    return client
  }
  return {
    async invoke(arn, event) {
      const { InvokeCommand } = await lambdaSdk()
      const client = await clientOf(arn.split(':')[3] || 'us-east-1')
      const command = new InvokeCommand({ FunctionName: arn, Payload: JSON.stringify(event) })
      const answer = await client
        .send(command, { abortSignal: AbortSignal.timeout(milliseconds) })
        .catch((cause: unknown) => {
          throw refusalOf(arn, cause)
        })
      const text = answer.Payload?.transformToString() ?? ''
      if (answer.FunctionError !== undefined) throw new FunctionError('threw', messageOf(text))
      return parse(text)
    },
    async close() {
      for (const client of clients.values()) (await client).destroy()
    },
  }
}

async function lambdaSdk(): Promise<typeof import('@aws-sdk/client-lambda')> {
  try {
    return await import('@aws-sdk/client-lambda')
  } catch (cause) {
    throw new FunctionError('failed', 'The package @aws-sdk/client-lambda is not installed.', { cause })
  }
}

async function load({ endpoint, credentials }: LambdaOptions, region: string): Promise<LambdaClient> {
  const sdk = await lambdaSdk()
  return new sdk.LambdaClient({
    region,
    // A trigger runs once: it may have had its effect before its answer was lost.
    maxAttempts: 1,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
  })
}

function refusalOf(arn: string, cause: unknown): FunctionError {
  const name = cause instanceof Error ? cause.name : ''
  if (name === 'ResourceNotFoundException') {
    return new FunctionError('missing', `There is no function ${arn}.`, { cause })
  }
  const slow = name === 'AbortError' || name === 'TimeoutError'
  return new FunctionError('failed', slow ? 'The function took too long.' : 'The function could not run.', {
    cause,
  })
}

/** What a handler threw, as Lambda reports it. */
function messageOf(payload: string): string {
  const report = parse(payload)
  const message =
    typeof report === 'object' && report !== null && 'errorMessage' in report
      ? report.errorMessage
      : undefined
  return typeof message === 'string' ? message : 'The function failed.'
}

/** What is not JSON is no event, which the caller says. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
