import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type { Environment } from '../environment.ts'
import { errors, ServiceError } from '../errors.ts'
import type { Passkey, User } from './user.ts'
import type { UserPool } from './user-pool.ts'

/** Loaded at first use: it is large, and most sign-ins need none of it. */
const webAuthn = () => import('@simplewebauthn/server')

/** How many passkeys a user may have. */
export const mostPasskeys = 20
/** How long a ceremony may take, in milliseconds. */
const ceremonyMilliseconds = 300_000

/** The relying party: as configured, else the server's own host. */
export function relyingPartyId(environment: Environment, { configuration }: UserPool): string {
  return configuration.WebAuthnConfiguration?.RelyingPartyId ?? new URL(environment.issuer()).hostname
}

function userVerification({ configuration }: UserPool): 'required' | 'preferred' {
  return configuration.WebAuthnConfiguration?.UserVerification ?? 'preferred'
}

/** Origins that belong to a relying party: its host and those under it, by https, or by http on this machine. */
function isOriginOf(origin: string, id: string): boolean {
  if (!URL.canParse(origin)) return false
  const { hostname, protocol } = new URL(origin)
  const isSecure = protocol === 'https:' || hostname === 'localhost' || hostname.endsWith('.localhost')
  return isSecure && (hostname === id || hostname.endsWith(`.${id}`))
}

/** The origin that the browser says it acted for. */
function claimedOrigin(clientDataJSON: string): string {
  const data: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'))
  return typeof data === 'object' && data !== null && 'origin' in data ? String(data.origin) : ''
}

/** Options to make a passkey with (WebAuthn, 5.4): discoverable, without attestation. */
export async function registrationOptions(
  environment: Environment,
  pool: UserPool,
  user: User,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const id = relyingPartyId(environment, pool)
  const { email, name, phone_number } = user.attributes
  const { generateRegistrationOptions } = await webAuthn()
  return await generateRegistrationOptions({
    rpID: id,
    rpName: id,
    userID: new Uint8Array(Buffer.from(user.sub)),
    userName: email ?? phone_number ?? user.username,
    userDisplayName: name ?? email ?? user.username,
    challenge: new Uint8Array(environment.random(32)),
    timeout: ceremonyMilliseconds,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: userVerification(pool) },
    excludeCredentials: (user.settings.passkeys ?? []).map(passkey => ({ id: passkey.id })),
  })
}

/**
 * Checks a new passkey against the challenge that was given out.
 *
 * @throws ServiceError `WebAuthnOriginNotAllowedException`, `WebAuthnChallengeNotFoundException`,
 *   `WebAuthnRelyingPartyMismatchException`, `WebAuthnCredentialNotSupportedException`
 */
export async function verifyRegistration(
  environment: Environment,
  pool: UserPool,
  challenge: string,
  credential: RegistrationResponseJSON,
): Promise<Passkey> {
  const id = relyingPartyId(environment, pool)
  const origin = originOrRefuse(credential.response?.clientDataJSON ?? '', id)
  const { verifyRegistrationResponse } = await webAuthn()
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: credential,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: userVerification(pool) === 'required',
  }).catch((cause: unknown) => {
    throw new ServiceError('WebAuthnCredentialNotSupportedException', 'The passkey could not be verified.', {
      cause,
    })
  })
  if (!verified) {
    throw new ServiceError('WebAuthnCredentialNotSupportedException', 'The passkey could not be verified.')
  }
  const { credential: made } = registrationInfo
  return {
    id: made.id,
    publicKey: Buffer.from(made.publicKey).toString('base64url'),
    counter: made.counter,
    transports: credential.response.transports ?? [],
    attachment: credential.authenticatorAttachment ?? 'platform',
    relyingPartyId: id,
    createdAt: environment.now(),
  }
}

function originOrRefuse(clientDataJSON: string, id: string): string {
  let origin: string
  try {
    origin = claimedOrigin(clientDataJSON)
  } catch (cause) {
    throw Object.assign(errors.invalidParameter('The credential’s clientDataJSON is not JSON.'), { cause })
  }
  if (!isOriginOf(origin, id)) {
    throw new ServiceError('WebAuthnOriginNotAllowedException', `The origin does not belong to ${id}.`)
  }
  return origin
}

/** Options to sign in with a passkey (WebAuthn, 5.5). */
export async function authenticationOptions(
  environment: Environment,
  pool: UserPool,
  user: User,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await webAuthn()
  return await generateAuthenticationOptions({
    rpID: relyingPartyId(environment, pool),
    challenge: new Uint8Array(environment.random(32)),
    timeout: ceremonyMilliseconds,
    userVerification: userVerification(pool),
    allowCredentials: (user.settings.passkeys ?? []).map(({ id }) => ({ id })),
  })
}

/** Whether an assertion is right, and then the passkey with its new counter. */
export async function verifyAssertion(
  environment: Environment,
  pool: UserPool,
  user: User,
  challenge: string,
  assertion: AuthenticationResponseJSON,
): Promise<Passkey | undefined> {
  const passkey = user.settings.passkeys?.find(({ id }) => id === assertion.id)
  const id = relyingPartyId(environment, pool)
  if (!passkey) return undefined
  const { verifyAuthenticationResponse } = await webAuthn()
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: assertion,
      expectedChallenge: challenge,
      expectedOrigin: originOrRefuse(assertion.response?.clientDataJSON ?? '', id),
      expectedRPID: id,
      requireUserVerification: userVerification(pool) === 'required',
      credential: {
        id: passkey.id,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
        counter: passkey.counter,
      },
    })
    return verified ? { ...passkey, counter: authenticationInfo.newCounter } : undefined
  } catch {
    // The library throws for whatever does not fit; to the client all of it is one refusal.
    return undefined
  }
}
