import { decodeJwt } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type AuthorizationServer,
  callback,
  password,
  startAuthorizationServer,
} from './authorization-server.ts'
import { passProvider, startIdentityProvider } from './identity-provider.ts'
import { RelyingParty } from './relying-party.ts'

interface Event {
  readonly triggerSource: string
  readonly userName: string
  readonly request: Record<string, unknown>
  readonly response: Record<string, unknown>
}

const heard: Event[] = []
const arn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`
const functions = {
  listen: (event: Event) => {
    heard.push(event)
    return event
  },
  refuse: () => {
    throw new Error('not this one')
  },
  rename: (event: Event) => {
    heard.push(event)
    return { ...event, response: { userAttributesToMap: { email: 'renamed@example.com' } } }
  },
}

let server: AuthorizationServer
let idp: Awaited<ReturnType<typeof startIdentityProvider>>
let poolId: string
let app: RelyingParty
beforeAll(async () => {
  server = await startAuthorizationServer({ functions: functions as never })
  poolId = await server.createPool()
  idp = await startIdentityProvider([`${server.url}/${poolId}/oauth2/idpresponse`])
  await addProvider(poolId)
  app = await appOf(poolId)
})
afterAll(async () => {
  await server.close()
  await idp.close()
})
beforeEach(() => {
  heard.length = 0
  idp.people.clear()
})

function addProvider(
  pool: string,
  changes: { name?: string; mapping?: Record<string, string>; details?: Record<string, string> } = {},
) {
  return server.userPools('CreateIdentityProvider', {
    UserPoolId: pool,
    ProviderName: changes.name ?? 'Corp',
    ProviderType: 'OIDC',
    ProviderDetails: {
      client_id: 'pool',
      client_secret: 'secret-of-the-pool',
      attributes_request_method: 'GET',
      authorize_scopes: 'openid email profile',
      oidc_issuer: idp.issuer,
      ...changes.details,
    },
    AttributeMapping: changes.mapping ?? { email: 'email', name: 'name', username: 'sub' },
    IdpIdentifiers: [`${(changes.name ?? 'Corp').toLowerCase()}.example`],
  })
}

async function appOf(pool: string, providers = ['COGNITO', 'Corp'], more = {}) {
  return new RelyingParty(
    server,
    pool,
    await server.createClient(pool, { SupportedIdentityProviders: providers, ...more }),
  )
}

/** A pool of its own, whose answers arrive at the provider's one redirect address by the pool's own provider. */
async function freshPool(
  input: Parameters<AuthorizationServer['createPool']>[0],
  mapping?: Record<string, string>,
) {
  const pool = await server.createPool(input)
  const own = await startIdentityProvider([`${server.url}/${pool}/oauth2/idpresponse`])
  await addProvider(pool, { details: { oidc_issuer: own.issuer }, ...(mapping ? { mapping } : {}) })
  return { pool, own, app: await appOf(pool) }
}

/** Signs in at the provider as somebody and comes back to the application, or stops at a page. */
async function signIn(
  login: string,
  party = app,
  browser = party.browser(),
  changes: Record<string, string> = { identity_provider: 'Corp' },
) {
  const away = await browser.open(party.address({ scope: 'openid email profile', ...changes }))
  if (!away) throw new Error(`No provider came up, but ${browser.url}: ${browser.html}`)
  const back = await passProvider(away, login)
  const answer = await browser.open(back.href)
  return { away, back, answer, browser }
}

const claimsOf = async (answer: URL | undefined, party = app) => {
  const { body } = await party.redeem(answer?.searchParams.get('code') ?? '')
  return { id: decodeJwt(body['id_token'] ?? ''), access: decodeJwt(body['access_token'] ?? '') }
}

describe('a sign-in at an OpenID provider', () => {
  it('makes a user of the pool, with the provider’s attributes, identity and group', async () => {
    idp.people.set('grace', { email: 'grace@corp.example', name: 'Grace Hopper' })
    const { away, answer } = await signIn('grace')
    expect(Object.fromEntries(away.searchParams)).toMatchObject({
      response_type: 'code',
      scope: 'openid email profile',
      code_challenge_method: 'S256',
      nonce: expect.stringMatching(/.{43}/),
      state: expect.stringMatching(/.{43}/),
    })
    const { id, access } = await claimsOf(answer)
    expect(id).toMatchObject({
      'cognito:username': 'Corp_grace',
      email: 'grace@corp.example',
      email_verified: false,
      name: 'Grace Hopper',
      'cognito:groups': [`${poolId}_Corp`],
      identities: [
        { userId: 'grace', providerName: 'Corp', providerType: 'OIDC', issuer: idp.issuer, primary: 'true' },
      ],
    })
    expect(access['username']).toBe('Corp_grace')
    expect(
      await server.userPools('AdminGetUser', { UserPoolId: poolId, Username: 'Corp_grace' }),
    ).toMatchObject({
      UserStatus: 'EXTERNAL_PROVIDER',
    })
  })

  it('is the same user the next time, with what the provider says then', async () => {
    idp.people.set('linus', { email: 'linus@corp.example', name: 'Linus' })
    const first = await claimsOf((await signIn('linus')).answer)
    idp.people.set('linus', { email: 'linus@corp.example', name: 'Linus Torvalds' })
    const second = await claimsOf((await signIn('linus')).answer)
    expect([second.id.sub, second.id['name']]).toEqual([first.id.sub, 'Linus Torvalds'])
  })

  it('is found by an identifier, by the button of the page, and where the client has no other', async () => {
    expect(
      (await signIn('ken', app, app.browser(), { idp_identifier: 'corp.example' })).answer?.searchParams.has(
        'code',
      ),
    ).toBe(true)

    const browser = app.browser()
    await browser.open(app.address())
    const button = browser.links.find(link => link.includes('identity_provider=Corp')) ?? ''
    expect((await browser.open(button))?.origin).toBe(idp.issuer)

    const only = await appOf(poolId, ['Corp'])
    expect((await only.browser().open(only.address()))?.origin).toBe(idp.issuer)
    const signedIn = await signIn('ken', only, only.browser(), {})
    expect((await signedIn.browser.open(only.address()))?.searchParams.has('code')).toBe(true)
  })

  it('is found by the domain of the address, where the name is asked for first', async () => {
    const { pool, own } = await freshPool({
      UsernameAttributes: ['email'],
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
    })
    const client = await server.createClient(pool, {
      SupportedIdentityProviders: ['COGNITO', 'Corp'],
      ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    })
    const first = new RelyingParty(server, pool, client)
    const browser = first.browser()
    await browser.open(first.address())
    const away = await browser.submit({ username: 'ken@Corp.example' })
    expect([away?.origin, away?.searchParams.get('login_hint')]).toEqual([own.issuer, 'ken@Corp.example'])
    await browser.open(first.address())
    expect(await browser.submit({ username: 'ken@elsewhere.example' })).toBeUndefined()
    await own.close()
  })

  it('sends the secret by Basic, where the provider takes no other', async () => {
    const basic = await startIdentityProvider(
      [`${server.url}/${poolId}/oauth2/idpresponse`],
      'client_secret_basic',
    )
    await addProvider(poolId, { name: 'Basic', details: { oidc_issuer: basic.issuer } })
    const party = await appOf(poolId, ['Basic'])
    const { answer } = await signIn('ken', party, party.browser(), { identity_provider: 'Basic' })
    expect((await claimsOf(answer, party)).id['cognito:username']).toBe('Basic_ken')
    await basic.close()
  })

  it('is refused for a provider that the client does not have, or that nobody has', async () => {
    const party = await appOf(poolId, ['COGNITO'])
    for (const changes of [
      { identity_provider: 'Corp' },
      { identity_provider: 'Nobody' },
      { idp_identifier: 'nobody.example' },
    ]) {
      const back = await party.browser().open(party.address(changes))
      expect([back?.origin, back?.searchParams.get('error')]).toEqual([
        'https://app.example.com',
        'invalid_request',
      ])
    }
  })

  it('shows nothing where the application asks for silence, and passes other wishes on', async () => {
    const silent = await app.browser().open(app.address({ identity_provider: 'Corp', prompt: 'none' }))
    expect([silent?.origin, silent?.searchParams.get('error')]).toEqual([
      'https://app.example.com',
      'login_required',
    ])
    const away = await app.browser().open(app.address({ identity_provider: 'Corp', prompt: 'login' }))
    expect([away?.origin, away?.searchParams.get('prompt')]).toEqual([idp.issuer, 'login'])
  })

  it('that the person broke off is told to the application', async () => {
    const browser = app.browser()
    const away = await browser.open(app.address({ identity_provider: 'Corp' }))
    const state = away?.searchParams.get('state') ?? ''
    const query = new URLSearchParams({
      error: 'access_denied',
      error_description: '<b>no</b>',
      state,
      iss: idp.issuer,
    })
    const back = await browser.open(`${app.issuer}/oauth2/idpresponse?${query}`)
    expect(Object.fromEntries(back?.searchParams ?? [])).toMatchObject({
      error: 'access_denied',
      state: 'state-of-the-app',
    })
    expect(back?.href).not.toContain('%3Cb%3E')
  })
})

describe('a client without the pool’s own directory', () => {
  it('has buttons and no form, and takes no password all the same', async () => {
    await addProvider(poolId, { name: 'Second' })
    const party = await appOf(poolId, ['Corp', 'Second'])
    await server.createPerson(poolId, 'insider')
    const browser = party.browser()
    await browser.open(party.address())
    expect(browser.screen).toBe('sign-in')
    expect(browser.html).not.toContain('name="password"')
    expect(browser.links.filter(link => link.includes('identity_provider='))).toHaveLength(2)

    const outsider = app.browser()
    await outsider.open(app.address())
    const [form] = outsider.forms()
    const body = new URLSearchParams({ ...form?.fields, intent: 'submit', username: 'insider', password })
    for (const path of ['/login', '/signup', '/forgotPassword', '/challenge']) {
      await outsider.post(`${party.issuer}${path}?${party.parameters()}`, body)
      expect([path, outsider.screen, outsider.html.includes('name="password"')]).toEqual([
        path,
        'sign-in',
        false,
      ])
    }
  })
})

describe('a session in the browser', () => {
  it('counts for the clients alone that have the way by which it was begun', async () => {
    const [directory, corporate] = [await appOf(poolId, ['COGNITO']), await appOf(poolId, ['Corp'])]
    await server.createPerson(poolId, 'local')
    const silently = async (party: RelyingParty, browser: ReturnType<RelyingParty['browser']>) =>
      (await browser.open(party.address({ prompt: 'none' })))?.searchParams.has('code')

    const ofDirectory = directory.browser()
    await directory.authorize({}, ofDirectory, 'local')
    expect([await silently(directory, ofDirectory), await silently(corporate, ofDirectory)]).toEqual([
      true,
      false,
    ])

    const { browser: ofProvider } = await signIn('visitor', corporate)
    expect([await silently(corporate, ofProvider), await silently(directory, ofProvider)]).toEqual([
      true,
      false,
    ])
    expect(await silently(app, ofProvider)).toBe(true)
  })
})

describe('the answer of a provider', () => {
  it('is taken once', async () => {
    const { back, browser } = await signIn('ada')
    expect(await browser.open(back.href)).toBeUndefined()
    expect([browser.status, browser.screen]).toEqual([400, 'error'])
  })

  it('is taken in the browser that went there alone', async () => {
    const away = await app.browser().open(app.address({ identity_provider: 'Corp' }))
    const back = await passProvider(away ?? new URL(callback), 'ada')
    const victim = app.browser()
    await victim.open(app.address())
    expect(await victim.open(back.href)).toBeUndefined()
    expect([victim.status, victim.screen]).toEqual([403, 'error'])
  })

  it('is worth nothing after ten minutes, or with a state that nobody has given', async () => {
    const browser = app.browser()
    const away = await browser.open(app.address({ identity_provider: 'Corp' }))
    const back = await passProvider(away ?? new URL(callback), 'ada')
    server.clock.now += 10 * 60_000 + 1
    expect(await browser.open(back.href)).toBeUndefined()
    back.searchParams.set('state', 'made-up')
    expect(await browser.open(back.href)).toBeUndefined()
    expect(browser.status).toBe(400)
    server.clock.now = Date.now()
  })
})

describe('accounts', () => {
  it('are linked by an administrator, before the first sign-in', async () => {
    const ada = await server.createPerson(poolId, 'ada-of-the-pool')
    await server.userPools('AdminLinkProviderForUser', {
      UserPoolId: poolId,
      DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: 'ada-of-the-pool' },
      SourceUser: {
        ProviderName: 'Corp',
        ProviderAttributeName: 'Cognito_Subject',
        ProviderAttributeValue: 'ada-1815',
      },
    })
    idp.people.set('ada-1815', { name: 'Ada Lovelace' })
    const { id } = await claimsOf((await signIn('ada-1815')).answer)
    expect(id).toMatchObject({
      sub: ada.sub,
      'cognito:username': 'ada-of-the-pool',
      name: 'Ada Lovelace',
      identities: [{ userId: 'ada-1815', providerName: 'Corp', primary: 'false' }],
    })
    await server.userPools('AdminDisableProviderForUser', {
      UserPoolId: poolId,
      User: {
        ProviderName: 'Corp',
        ProviderAttributeName: 'Cognito_Subject',
        ProviderAttributeValue: 'ada-1815',
      },
    })
    expect((await claimsOf((await signIn('ada-1815')).answer)).id.sub).not.toBe(ada.sub)
  })

  it.each([
    ['says nothing of whether it is verified', { username: 'sub', email: 'email' }],
    ['says that it is verified', { username: 'sub', email: 'email', email_verified: 'email_verified' }],
  ])('are never linked by an e-mail address of which the provider %s', async (_, mapping) => {
    for (const input of [
      { UsernameAttributes: ['email' as const] },
      { AliasAttributes: ['email' as const] },
    ]) {
      const { pool, own, app: party } = await freshPool(input, mapping)
      const username = 'UsernameAttributes' in input ? 'victim@example.com' : 'victim'
      const victim = await server.createPerson(pool, username, { email: 'victim@example.com' })
      own.people.set('attacker', { email: 'victim@example.com', email_verified: true })
      const { answer } = await signIn('attacker', party)
      const { id } = await claimsOf(answer, party)
      expect(id.sub).not.toBe(victim.sub)
      // The victim's name leads to the victim still.
      const found = await server.userPools('AdminGetUser', {
        UserPoolId: pool,
        Username: 'victim@example.com',
      })
      expect(found.UserAttributes?.find(({ Name }) => Name === 'sub')?.Value).toBe(victim.sub)
      await own.close()
    }
  })

  it('of a provider have no password, and get none by a code', async () => {
    await signIn('dennis')
    idp.people.set('dennis', { email: 'dennis@corp.example' })
    await expect(
      server.userPools('InitiateAuth', {
        ClientId: app.client.id,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'Corp_dennis', PASSWORD: 'x' },
      }),
    ).rejects.toMatchObject({ __type: expect.stringMatching(/NotAuthorized|InvalidParameter/) })
    await server.userPools('ForgotPassword', { ClientId: app.client.id, Username: 'Corp_dennis' })
    await expect(server.newestCode('dennis@corp.example')).rejects.toThrow('Nothing was sent')
  })

  it('that are disabled stay out', async () => {
    await signIn('barbara')
    await server.userPools('AdminDisableUser', { UserPoolId: poolId, Username: 'Corp_barbara' })
    const { answer } = await signIn('barbara')
    expect(answer?.searchParams.get('error')).toBe('invalid_request')
  })

  it('lack nothing that the pool requires', async () => {
    const { own, app: party } = await freshPool({
      Schema: [{ Name: 'email', Required: true, AttributeDataType: 'String' }],
    })
    const { answer } = await signIn('nameless', party)
    expect(answer?.searchParams.get('error_description')).toBe('attributes required: [email]')
    await own.close()
  })
})

describe('triggers', () => {
  const all = (changes: Record<string, string> = {}) => ({
    LambdaConfig: {
      PreSignUp: arn('listen'),
      PostConfirmation: arn('listen'),
      PreAuthentication: arn('listen'),
      PostAuthentication: arn('listen'),
      PreTokenGeneration: arn('listen'),
      ...changes,
    },
  })

  it('hear of the first sign-in and of later ones as Amazon’s do', async () => {
    const { own, app: party } = await freshPool(all())
    own.people.set('ada', { email: 'ada@corp.example' })
    await claimsOf((await signIn('ada', party)).answer, party)
    const first = heard.splice(0).map(event => event.triggerSource)
    await claimsOf((await signIn('ada', party)).answer, party)
    const second = heard.splice(0).map(event => event.triggerSource)
    expect([first, second]).toEqual([
      ['PreSignUp_ExternalProvider', 'PostConfirmation_ConfirmSignUp', 'TokenGeneration_HostedAuth'],
      ['PreAuthentication_Authentication', 'PostAuthentication_Authentication', 'TokenGeneration_HostedAuth'],
    ])
    await own.close()
  })

  it('refuse, and the application is told', async () => {
    const { own, app: party } = await freshPool(all({ PreSignUp: arn('refuse') }))
    const { answer } = await signIn('ada', party)
    expect(Object.fromEntries(answer?.searchParams ?? [])).toMatchObject({
      error: 'invalid_request',
      error_description: 'PreSignUp failed with error not this one.',
      state: 'state-of-the-app',
    })
    await own.close()
  })

  it('InboundFederation hears what the provider said, and its attributes take the place of those', async () => {
    const { own, app: party } = await freshPool({
      LambdaConfig: { InboundFederation: { LambdaVersion: 'V1_0', LambdaArn: arn('rename') } },
    })
    own.people.set('ada', { email: 'ada@corp.example' })
    const { id } = await claimsOf((await signIn('ada', party)).answer, party)
    expect(id['email']).toBe('renamed@example.com')
    expect(heard[0]).toMatchObject({
      triggerSource: 'InboundFederation_ExternalProvider',
      request: {
        providerName: 'Corp',
        providerType: 'OIDC',
        attributes: { idToken: { sub: 'ada' }, userInfo: { email: 'ada@corp.example' } },
      },
    })
    await own.close()
  })
})
