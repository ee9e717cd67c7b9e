/** What runs in Chromium: the contenders behind one interface, on a clock that the benchmark puts forward. */
import { AWSMobileClient } from '@latchkey/client'
import { createSrpKeyPair, portableSrpEngine, proveSrpPassword } from '@latchkey/protocol/srp'
import { GoTrueClient } from '@supabase/auth-js'
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js'
import { Amplify } from 'aws-amplify'
import { fetchAuthSession, signIn } from 'aws-amplify/auth'

export interface Place {
  readonly url: string
  readonly userPoolId: string
  readonly clientId: string
  readonly identityPoolId: string
}

interface Contender {
  open(place: Place, identityPool: boolean): void
  signIn(username: string, password: string): Promise<unknown>
  tokens(): Promise<unknown>
  credentials?(): Promise<unknown>
  /** Whether a refresh token is still there. */
  kept(): Promise<boolean>
}

let client: AWSMobileClient
let pool: CognitoUserPool
let goTrue: GoTrueClient

const inStorage = async () => Object.keys(localStorage).some(key => key.endsWith('refreshToken'))

const contenders: Record<string, Contender> = {
  latchkey: {
    open({ url, userPoolId, clientId, identityPoolId }, identityPool) {
      client = new AWSMobileClient({
        configuration: {
          CognitoUserPool: { Default: { PoolId: userPoolId, AppClientId: clientId, Endpoint: url } },
          ...(identityPool && {
            CredentialsProvider: { CognitoIdentity: { Default: { PoolId: identityPoolId, Endpoint: url } } },
          }),
        },
      })
    },
    signIn: (username, password) => client.signIn({ username, password }),
    tokens: () => client.getTokens({ whenSignedOut: 'reject' }),
    credentials: () => client.getAWSCredentials({ whenSignedOut: 'reject' }),
    kept: async () => (await client.initialize()).userState === 'signedIn',
  },
  'aws-amplify': {
    open({ url, userPoolId, clientId, identityPoolId }, identityPool) {
      Amplify.configure({
        Auth: {
          Cognito: {
            userPoolId,
            userPoolClientId: clientId,
            userPoolEndpoint: url,
            ...(identityPool && { identityPoolId, identityPoolEndpoint: url, allowGuestAccess: true }),
          } as never,
        },
      })
    },
    signIn: (username, password) => signIn({ username, password }),
    tokens: async () => {
      const { tokens } = await fetchAuthSession()
      if (!tokens) throw new Error('signed out')
      return tokens
    },
    credentials: () => fetchAuthSession(),
    kept: inStorage,
  },
  'amazon-cognito-identity-js': {
    open({ url, userPoolId, clientId }) {
      pool = new CognitoUserPool({ UserPoolId: userPoolId, ClientId: clientId, endpoint: url })
    },
    signIn: (Username, Password) =>
      new Promise((resolve, reject) =>
        new CognitoUser({ Username, Pool: pool }).authenticateUser(
          new AuthenticationDetails({ Username, Password }),
          { onSuccess: resolve, onFailure: reject },
        ),
      ),
    tokens: () =>
      new Promise((resolve, reject) => {
        const user = pool.getCurrentUser()
        if (!user) reject(new Error('signed out'))
        else
          user.getSession((error: Error | null, session: unknown) =>
            error ? reject(error) : resolve(session),
          )
      }),
    kept: inStorage,
  },
  '@supabase/auth-js': {
    open() {
      goTrue = new GoTrueClient({ url: location.origin, storageKey: 'goTrue', autoRefreshToken: false })
    },
    async signIn() {
      // Its own server is not here: the session lies in storage as it would after a sign-in.
      const at = Math.floor(Date.now() / 1000)
      const session = {
        access_token: 'e30.e30.AA',
        refresh_token: 'r',
        expires_in: 3600,
        expires_at: at + 3600,
      }
      localStorage.setItem(
        'goTrue',
        JSON.stringify({ ...session, token_type: 'bearer', user: { id: 'ada' } }),
      )
    },
    async tokens() {
      const { data } = await goTrue.getSession()
      if (!data.session) throw new Error('signed out')
      return data.session
    },
    kept: async () => localStorage.getItem('goTrue') !== null,
  },
}

/** Calls a second, one after the other, as the median of five rounds. */
async function rate(call: () => unknown): Promise<number> {
  const rates: number[] = []
  for (let round = 0; round < 6; round++) {
    let calls = 0
    const began = performance.now()
    while (performance.now() - began < 300) {
      for (let index = 0; index < 20; index++) await call()
      calls += 20
    }
    if (round > 0) rates.push((calls / (performance.now() - began)) * 1000)
  }
  return rates.sort((a, b) => a - b)[2]!
}

const hexadecimal = (bytes: number) =>
  [...crypto.getRandomValues(new Uint8Array(bytes))].map(byte => byte.toString(16).padStart(2, '0')).join('')

async function exchange(name: string, B: string, salt: string): Promise<void> {
  if (name === 'latchkey') {
    const engine = portableSrpEngine(crypto.subtle)
    const pair = await createSrpKeyPair(engine, crypto.getRandomValues(new Uint8Array(32)))
    const challenge = { SRP_B: B, SALT: salt, SECRET_BLOCK: btoa('secret') }
    await proveSrpPassword(engine, pair, { poolName: 'pool', userId: 'ada', password: 'p' }, challenge, 'now')
    return
  }
  if (name === 'aws-amplify') {
    const { getAuthenticationHelper, BigInteger } = window.amplify
    const helper = await getAuthenticationHelper('pool')
    const [serverBValue, saltValue] = [new BigInteger(B, 16), new BigInteger(salt, 16)]
    await helper.getPasswordAuthenticationKey({
      username: 'ada',
      password: 'p',
      serverBValue,
      salt: saltValue,
    })
    return
  }
  const { AuthenticationHelper, BigInteger } = window.acij
  await new Promise<void>(resolve => {
    const helper = new AuthenticationHelper('pool')
    helper.getLargeAValue(() =>
      helper.getPasswordAuthenticationKey(
        'ada',
        'p',
        new BigInteger(B, 16),
        new BigInteger(salt, 16),
        resolve,
      ),
    )
  })
}

/** Milliseconds of one SRP exchange's arithmetic, in turns: the fastest of 20, whatever else the machine does. */
async function srp(names: readonly string[]): Promise<Record<string, number>> {
  const fastest: Record<string, number> = {}
  for (let round = 0; round < 20; round++) {
    for (const name of names) {
      const [B, salt] = [hexadecimal(383), hexadecimal(16)]
      const began = performance.now()
      await exchange(name, B, salt)
      fastest[name] = Math.min(fastest[name] ?? Number.POSITIVE_INFINITY, performance.now() - began)
    }
  }
  return fastest
}

declare global {
  interface Window {
    contenders: typeof contenders
    rate: typeof rate
    srp: typeof srp
    snapshot: () => unknown
    acij: {
      AuthenticationHelper: new (
        pool: string,
      ) => {
        getLargeAValue(done: () => void): void
        getPasswordAuthenticationKey(
          user: string,
          password: string,
          B: unknown,
          salt: unknown,
          done: () => void,
        ): void
      }
      BigInteger: new (text: string, radix: number) => unknown
    }
    amplify: {
      getAuthenticationHelper(pool: string): Promise<{
        getPasswordAuthenticationKey(known: {
          username: string
          password: string
          serverBValue: unknown
          salt: unknown
        }): Promise<unknown>
      }>
      BigInteger: new (text: string, radix: number) => unknown
    }
  }
}

Object.assign(window, { contenders, rate, srp, snapshot: () => client.currentTokens })
