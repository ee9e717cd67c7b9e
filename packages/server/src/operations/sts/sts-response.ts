import type { Environment } from '../../environment.ts'
import { writeXml, type XmlElements } from './xml.ts'

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/'

/** A refusal of STS, with the status it travels under. */
export class StsError extends Error {
  override readonly name: string
  readonly status: 400 | 403

  constructor(status: 400 | 403, name: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = name
    this.status = status
  }
}

function respond(
  { now }: Pick<Environment, 'now'>,
  status: number,
  requestId: string,
  root: string,
  content: XmlElements,
): Response {
  return new Response(`<${root} xmlns="${namespace}">${writeXml(content)}</${root}>`, {
    status,
    headers: {
      'content-type': 'text/xml',
      'x-amzn-requestid': requestId,
      'cache-control': 'no-store',
      date: new Date(now()).toUTCString(),
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'x-amzn-RequestId,Date',
    },
  })
}

/** The answer of an action. */
export function stsAnswer(
  environment: Pick<Environment, 'now'>,
  requestId: string,
  action: string,
  result: XmlElements,
): Response {
  return respond(environment, 200, requestId, `${action}Response`, {
    [`${action}Result`]: result,
    ResponseMetadata: { RequestId: requestId },
  })
}

/** A refusal in the form of AWS's query protocol. */
export function stsRefusal(
  environment: Pick<Environment, 'now'>,
  requestId: string,
  error: StsError,
): Response {
  return respond(environment, error.status, requestId, 'ErrorResponse', {
    Error: { Type: 'Sender', Code: error.name, Message: error.message },
    RequestId: requestId,
  })
}
