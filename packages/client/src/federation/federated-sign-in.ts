import { decodeClaims } from '@latchkey/protocol'
import { fetchCredentials, getAWSCredentials } from '../credentials/get-credentials.ts'
import { isAWSMobileClientError } from '../errors/error.ts'
import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import { dispatch } from '../session/dispatch.ts'
import { ready } from '../session/initialize.ts'
import type { UserStateDetails } from '../session/machine.ts'
import { awaitsSignIn } from '../session/machine.ts'
import { storeIdentity, storeSession } from '../session/records.ts'
import { setChallenge } from '../sign-in/open-challenge.ts'
import { federatedLogin } from './federation.ts'
import { IdentityProvider } from './identity-provider.ts'

export interface FederatedSignInInput {
  /** The provider as the identity pool names it: one of `IdentityProvider`, an OIDC issuer, a SAML provider's ARN. */
  readonly providerName: string
  /** What the provider gave the person: an id token, an access token, a SAML assertion. */
  readonly token: string
  /** The identity to be; developer identities need it. */
  readonly cognitoIdentityId?: string | undefined
  /** The role to take, where the token allows several. */
  readonly customRoleARN?: string | undefined
  /** Asks the identity pool before anybody is signed in, instead of just after. */
  readonly verify?: boolean | undefined
}

/**
 * Signs a person in to the identity pool with a token of somebody else's. While a refused token keeps calls
 * waiting, a new one ends their wait: by success, or if it is refused as well, by `notAuthorized`.
 *
 * Otherwise it succeeds before the identity pool was asked (see `verify`): should that refuse the token, the state
 * becomes `signedOutFederatedTokensInvalid`.
 *
 * With `createClient` the feature `federation` has to be given.
 *
 * @throws AWSMobileClientError `federationProviderExists` when signed in to a user pool; `invalidParameter` for a
 *   developer's identity without id; `notAuthorized` when a token that was checked first is refused;
 *   `unableToSignIn` when a sign-in or sign-out comes between
 */
export async function federatedSignIn(
  client: Client,
  input: FederatedSignInInput,
): Promise<UserStateDetails> {
  const { identityPool } = await ready(client)
  if (!client.features.federation) {
    throw failure('invalidConfiguration', 'federatedSignIn needs the feature federation')
  }
  const { standing, epoch } = client.state
  if (standing.provider === 'userPools' || standing.provider === 'hostedUI') {
    throw failure('federationProviderExists', 'Somebody is signed in to the user pool: sign out first')
  }
  const { providerName, token, cognitoIdentityId, customRoleARN } = input
  const former = client.session
  const person = personOf(client, input)
  const same = former?.username === person
  if (providerName === IdentityProvider.developer && !cognitoIdentityId && !same) {
    throw failure('invalidParameter', 'Developer identities need cognitoIdentityId')
  }
  // A guest's identity becomes the person's; another person's identity never does.
  const identityId = cognitoIdentityId ?? (same || !former ? client.identityId : undefined)
  const checked = identityPool && (input.verify || (same && awaitsSignIn(standing)))
  if (checked) await check(client, input, identityId, same && awaitsSignIn(standing))
  if (client.state.epoch !== epoch) throw failure('unableToSignIn')

  if (identityId !== undefined || !checked) setIdentity(client, identityId)
  if (!checked) client.credentials = undefined
  client.session = {
    provider: 'oidcFederation',
    username: person,
    usernameTyped: undefined,
    tokens: undefined,
    leeway: 0,
    federation: { providerName, token, customRoleARN },
  }
  setChallenge(client, undefined)
  const stored = storeSession(client)
  const details = { provider: providerName }
  dispatch(client, { type: 'signedIn', provider: 'oidcFederation', username: person, details })
  await Promise.all([stored, client.telling])
  if (identityPool && !checked) {
    // A token that is no good shows at once, in the state; other errors are for whoever asks for credentials.
    getAWSCredentials(client, { whenSignedOut: 'reject' }).catch(() => undefined)
  }
  return { userState: client.state.standing.userState, details }
}

function setIdentity(client: Client, identityId: string | undefined): void {
  if (identityId === client.identityId) return
  client.identityId = identityId
  void storeIdentity(client)
}

/** Asks the identity pool before the token takes the place of the one that it refused. */
async function check(
  client: Client,
  input: FederatedSignInInput,
  identityId: string | undefined,
  same: boolean,
) {
  const { epoch } = client.state
  const former = client.identityId
  // Not yet stored: only a token that is taken makes it this person's.
  client.identityId = identityId
  try {
    const key = `${epoch}:check:${++client.lastId}`
    await fetchCredentials(client, federatedLogin(input, input.token, epoch, key))
  } catch (error) {
    if (client.state.epoch !== epoch) throw failure('unableToSignIn', undefined, { cause: error })
    client.credentials = undefined
    // Offline nothing can be said of it: it is taken, and calls that wait hear of the network themselves.
    if (same && isAWSMobileClientError(error) && error.retryable) return
    client.identityId = former
    if (same) dispatch(client, { type: 'waitRefused', epoch })
    throw error
  }
}

/** Tells people apart as far as the token does: by `sub` where it is a JSON Web Token, else by the provider. */
function personOf(client: Client, { providerName, token, cognitoIdentityId }: FederatedSignInInput): string {
  const subject =
    providerName === IdentityProvider.developer
      ? (cognitoIdentityId ?? client.identityId)
      : decodeClaims<{ readonly sub?: string }>(token)?.sub
  return `${providerName}#${subject ?? ''}`
}
