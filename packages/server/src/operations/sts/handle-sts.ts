import type { Environment } from '../../environment.ts'
import type { SignedRequest } from '../../sigv4/request.ts'
import { assumeRoleWithWebIdentity } from './assume-role-with-web-identity.ts'
import { getCallerIdentity } from './get-caller-identity.ts'
import type { StsRequest } from './sts-request.ts'
import { StsError, stsAnswer, stsRefusal } from './sts-response.ts'
import type { XmlElements } from './xml.ts'

type Action = (
  environment: Environment,
  request: StsRequest,
  parameters: URLSearchParams,
) => XmlElements | Promise<XmlElements>

const actions: Readonly<Record<string, Action>> = {
  AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity,
  GetCallerIdentity: getCallerIdentity,
}

const apiVersion = '2011-06-15'

/** Answers the Security Token Service's query protocol (version 2011-06-15): XML, also for refusals. */
export async function handleSts(environment: Environment, request: StsRequest): Promise<Response> {
  const { requestId } = request
  try {
    const parameters = parametersOf(request)
    const name = parameters.get('Action') ?? ''
    const version = parameters.get('Version') ?? ''
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined
    if (!action || version !== apiVersion) {
      throw new StsError(400, 'InvalidAction', `Could not find operation ${name} for version ${version}`)
    }
    return stsAnswer(environment, requestId, name, await action(environment, request, parameters))
  } catch (error) {
    if (error instanceof StsError) return stsRefusal(environment, requestId, error)
    throw error
  }
}

function parametersOf({ method, url, body }: SignedRequest): URLSearchParams {
  return method === 'POST' ? new URLSearchParams(new TextDecoder().decode(body)) : new URL(url).searchParams
}
