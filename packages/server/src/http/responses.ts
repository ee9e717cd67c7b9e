import { ServiceError } from '../errors.ts'
import { StoreError } from '../store/store-error.ts'

const contentType = 'application/x-amz-json-1.1'

/** Every origin may call: this interface knows no cookies, only what the caller itself puts into a request. */
export const corsHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
}

export const preflightHeaders = {
  ...corsHeaders,
  'access-control-allow-methods': 'POST,GET,OPTIONS',
  'access-control-allow-headers':
    'content-type,x-amz-target,x-amz-user-agent,x-amz-date,x-amz-security-token,authorization,x-amz-content-sha256,cache-control,amz-sdk-invocation-id,amz-sdk-request',
  'access-control-max-age': '172800',
}

/** Characters. The body has the whole message. */
const longestHeader = 1024

/** What an operation answers, before it becomes a response of one kind or another. */
export interface OperationAnswer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly requestId: string
  /** `ok`, or the name of the refusal. */
  readonly outcome: string
}

/** An answer as a web-standard response. */
export function responseOf({ status, headers, body }: OperationAnswer): Response {
  return new Response(body, { status, headers })
}

/** The answer of an operation. */
export function answerOf(output: unknown, requestId: string, now: number): OperationAnswer {
  return {
    status: 200,
    headers: {
      ...corsHeaders,
      'content-type': contentType,
      'x-amzn-requestid': requestId,
      'cache-control': 'no-store',
      date: new Date(now).toUTCString(),
    },
    body: JSON.stringify(output ?? {}),
    requestId,
    outcome: 'ok',
  }
}

/** A refusal: the name in the body and in a header, since SDKs read either. */
export function refusalOf(
  error: unknown,
  requestId: string,
  now: number,
  report: (error: unknown) => void,
): OperationAnswer {
  const expected = error instanceof ServiceError
  if (!expected) report(error)
  const name = expected ? error.name : 'InternalErrorException'
  const message = expected ? error.message : 'The server could not finish the request.'
  return {
    status: statusOf(name, error),
    headers: {
      ...corsHeaders,
      'content-type': contentType,
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': `${name}:`,
      // A header's value: nothing but printable ASCII, and no more than clients take (16 kB for all of them).
      'x-amzn-errormessage': message
        .slice(0, longestHeader)
        .replace(/[^\x20-\x7e]+/g, ' ')
        .trim(),
      'cache-control': 'no-store',
      date: new Date(now).toUTCString(),
    },
    body: JSON.stringify({ __type: name, message }),
    requestId,
    outcome: name,
  }
}

/** A database that is away or busy is no defect, and may be asked again: 503, where others are 400 or 500. */
function statusOf(name: string, error: unknown): number {
  if (error instanceof StoreError && ['databaseUnavailable', 'databaseBusy'].includes(error.code)) return 503
  return name === 'InternalErrorException' ? 500 : 400
}
