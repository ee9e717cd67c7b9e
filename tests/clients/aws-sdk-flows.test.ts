import {
  AdminInitiateAuthCommand,
  AdminListDevicesCommand,
  AdminRespondToAuthChallengeCommand,
  AssociateSoftwareTokenCommand,
  type AuthenticationResultType,
  CognitoIdentityProviderClient,
  CompleteWebAuthnRegistrationCommand,
  ConfirmDeviceCommand,
  DeleteWebAuthnCredentialCommand,
  InitiateAuthCommand,
  type InitiateAuthCommandInput,
  ListWebAuthnCredentialsCommand,
  RespondToAuthChallengeCommand,
  StartWebAuthnRegistrationCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {
  createDeviceVerifier,
  createPasswordHash,
  createSecretHash,
  createSrpSession,
  signSrpSession,
  signSrpSessionWithDevice,
  wrapAuthChallenge,
  wrapInitiateAuth,
} from 'cognito-srp-helper'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { softwareAuthenticator } from '../../packages/server/src/testing/authenticator.ts'
import { codeSentTo } from '../harness/inbox.ts'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { createPerson } from '../harness/people.ts'
import { administrate, region } from '../harness/pools.ts'
import { codeOf, createFlowPool, emailMfa, totpMfa } from './flow-pools.ts'

let latchkey: LatchkeyProcess
let client: CognitoIdentityProviderClient
beforeAll(async () => {
  latchkey = await startLatchkey()
  client = new CognitoIdentityProviderClient({ endpoint: latchkey.url, region })
})
afterAll(() => latchkey.stop())

const tokensOf = ({
  AuthenticationResult,
}: {
  AuthenticationResult?: AuthenticationResultType | undefined
}) => {
  expect(AuthenticationResult?.AccessToken).toBeDefined()
  return AuthenticationResult!
}

describe('cognito-srp-helper with the AWS SDK', () => {
  it('signs in by SRP with a client secret, with the password or its hash', async () => {
    const pool = await createFlowPool(latchkey.url, {}, undefined, { GenerateSecret: true })
    const person = await createPerson(latchkey.url, pool.userPoolId)
    const SECRET_HASH = createSecretHash(person.username, pool.clientId, pool.clientSecret!)
    for (const isHashed of [false, true]) {
      const secret = isHashed
        ? createPasswordHash(person.username, person.password, pool.userPoolId)
        : person.password
      const session = createSrpSession(person.username, secret, pool.userPoolId, isHashed)
      const begun = await client.send(
        new InitiateAuthCommand(
          wrapInitiateAuth(session, {
            ClientId: pool.clientId,
            AuthFlow: 'USER_SRP_AUTH',
            AuthParameters: { USERNAME: person.username, SECRET_HASH },
          }) as InitiateAuthCommandInput,
        ),
      )
      const signed = signSrpSession(session, begun as never)
      const answer = wrapAuthChallenge(signed, {
        ClientId: pool.clientId,
        ChallengeName: 'PASSWORD_VERIFIER',
        ChallengeResponses: { USERNAME: person.username, SECRET_HASH },
      })
      tokensOf(await client.send(new RespondToAuthChallengeCommand(answer as never)))
      await expect(client.send(new RespondToAuthChallengeCommand(answer as never))).rejects.toMatchObject({
        name: 'NotAuthorizedException',
      })
    }
  })

  it('confirms a device with its verifier, and proves it by SRP at the next sign-in', async () => {
    const pool = await createFlowPool(
      latchkey.url,
      {
        DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
      },
      { MfaConfiguration: 'ON', ...emailMfa },
    )
    const person = await createPerson(latchkey.url, pool.userPoolId)
    const { ClientId, AuthParameters } = {
      ClientId: pool.clientId,
      AuthParameters: { USERNAME: person.username, PASSWORD: person.password },
    }
    const asked = await client.send(
      new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }),
    )
    expect(asked.ChallengeName).toBe('EMAIL_OTP')
    const EMAIL_OTP_CODE = await codeSentTo(latchkey.url, person.email)
    const first = tokensOf(
      await client.send(
        new RespondToAuthChallengeCommand({
          ClientId,
          ChallengeName: 'EMAIL_OTP',
          Session: asked.Session,
          ChallengeResponses: { USERNAME: person.username, EMAIL_OTP_CODE },
        }),
      ),
    )
    const { DeviceKey = '', DeviceGroupKey = '' } = first.NewDeviceMetadata ?? {}
    const { DeviceRandomPassword, DeviceSecretVerifierConfig } = createDeviceVerifier(
      DeviceKey,
      DeviceGroupKey,
    )
    await client.send(
      new ConfirmDeviceCommand({ AccessToken: first.AccessToken, DeviceKey, DeviceSecretVerifierConfig }),
    )

    const begun = await client.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { ...AuthParameters, DEVICE_KEY: DeviceKey },
      }),
    )
    expect(begun.ChallengeName).toBe('DEVICE_SRP_AUTH')
    const session = createSrpSession(person.username, person.password, pool.userPoolId, false)
    const verifier = await client.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName: 'DEVICE_SRP_AUTH',
        Session: begun.Session,
        ChallengeResponses: { USERNAME: person.username, DEVICE_KEY: DeviceKey, SRP_A: session.largeA },
      }),
    )
    expect(verifier.ChallengeName).toBe('DEVICE_PASSWORD_VERIFIER')
    const signed = signSrpSessionWithDevice(session, verifier as never, DeviceGroupKey, DeviceRandomPassword)
    const answer = wrapAuthChallenge(signed, {
      ClientId,
      ChallengeName: 'DEVICE_PASSWORD_VERIFIER',
      Session: verifier.Session,
      ChallengeResponses: { USERNAME: person.username, DEVICE_KEY: DeviceKey },
    })
    tokensOf(await client.send(new RespondToAuthChallengeCommand(answer as never)))
    const { Devices } = await administrate(latchkey.url).send(
      new AdminListDevicesCommand({ UserPoolId: pool.userPoolId, Username: person.username }),
    )
    expect(Devices?.map(device => device.DeviceKey)).toEqual([DeviceKey])
  })
})

describe('the AWS SDK', () => {
  it('signs in by choice, with a passkey of a software authenticator, and deletes it', async () => {
    const origin = 'http://localhost:5173'
    const pool = await createFlowPool(
      latchkey.url,
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN'] } } },
      { WebAuthnConfiguration: { RelyingPartyId: 'localhost', UserVerification: 'required' } },
    )
    const person = await createPerson(latchkey.url, pool.userPoolId)
    const ClientId = pool.clientId
    const USERNAME = person.username
    const begin = () =>
      client.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME } }))
    const choose = (Session: string | undefined, responses: Record<string, string>) =>
      client.send(
        new RespondToAuthChallengeCommand({
          ClientId,
          ChallengeName: 'SELECT_CHALLENGE',
          Session,
          ChallengeResponses: { USERNAME, ...responses },
        }),
      )
    const offered = await begin()
    expect(offered.AvailableChallenges).toEqual(['EMAIL_OTP', 'PASSWORD', 'PASSWORD_SRP'])
    const { AccessToken } = tokensOf(
      await choose(offered.Session, { ANSWER: 'PASSWORD', PASSWORD: person.password }),
    )
    const authenticator = softwareAuthenticator(USERNAME)
    const { CredentialCreationOptions } = await client.send(
      new StartWebAuthnRegistrationCommand({ AccessToken }),
    )
    const Credential = authenticator.create(CredentialCreationOptions as never, origin)
    await client.send(
      new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential: Credential as never }),
    )

    const again = await begin()
    expect(again.AvailableChallenges).toContain('WEB_AUTHN')
    const asked = await choose(again.Session, { ANSWER: 'WEB_AUTHN' })
    expect(asked.ChallengeName).toBe('WEB_AUTHN')
    const options = JSON.parse(asked.ChallengeParameters?.['CREDENTIAL_REQUEST_OPTIONS'] ?? '')
    const assertion = authenticator.get(options, origin)
    tokensOf(
      await client.send(
        new RespondToAuthChallengeCommand({
          ClientId,
          ChallengeName: 'WEB_AUTHN',
          Session: asked.Session,
          ChallengeResponses: { USERNAME, CREDENTIAL: JSON.stringify(assertion) },
        }),
      ),
    )
    const { Credentials } = await client.send(new ListWebAuthnCredentialsCommand({ AccessToken }))
    const [{ CredentialId = '' } = {}] = Credentials ?? []
    await client.send(new DeleteWebAuthnCredentialCommand({ AccessToken, CredentialId }))
    expect((await begin()).AvailableChallenges).not.toContain('WEB_AUTHN')
  })

  it('takes an administrator’s sign-in through the set-up of an authenticator app', async () => {
    const pool = await createFlowPool(latchkey.url, {}, { MfaConfiguration: 'ON', ...totpMfa })
    const person = await createPerson(latchkey.url, pool.userPoolId)
    const administrator = administrate(latchkey.url)
    const ids = { UserPoolId: pool.userPoolId, ClientId: pool.clientId }
    const begin = () =>
      administrator.send(
        new AdminInitiateAuthCommand({
          ...ids,
          AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: person.username, PASSWORD: person.password },
        }),
      )
    const asked = await begin()
    expect(asked).toMatchObject({
      ChallengeName: 'MFA_SETUP',
      ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' },
    })
    const { SecretCode = '', Session } = await client.send(
      new AssociateSoftwareTokenCommand({ Session: asked.Session }),
    )
    const verified = await client.send(
      new VerifySoftwareTokenCommand({ Session, UserCode: codeOf(SecretCode) }),
    )
    expect(verified.Status).toBe('SUCCESS')
    const answer = (
      ChallengeName: 'MFA_SETUP' | 'SOFTWARE_TOKEN_MFA',
      session: string | undefined,
      more = {},
    ) =>
      administrator.send(
        new AdminRespondToAuthChallengeCommand({
          ...ids,
          ChallengeName,
          Session: session,
          ChallengeResponses: { USERNAME: person.username, ...more },
        }),
      )
    tokensOf(await answer('MFA_SETUP', verified.Session))
    const next = await begin()
    expect(next.ChallengeName).toBe('SOFTWARE_TOKEN_MFA')
    tokensOf(
      await answer('SOFTWARE_TOKEN_MFA', next.Session, { SOFTWARE_TOKEN_MFA_CODE: codeOf(SecretCode, 1) }),
    )
  })
})
