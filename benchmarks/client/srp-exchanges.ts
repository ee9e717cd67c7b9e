/** The client's part of one SRP exchange by each contender: A, then the key that proves the password. */
import { createSrpKeyPair, proveSrpPassword, type SrpEngine } from '@latchkey/protocol/srp'
import {
  AmplifyBigInteger,
  AuthenticationHelper,
  BigInteger,
  getAuthenticationHelper,
} from './peer-arithmetic.js'

const [poolName, username, password] = ['pool', 'ada', 'p']

/** @param B the server's value, like the salt in hexadecimal */
export async function exchangeOfLatchkey(engine: SrpEngine, random: Uint8Array, B: string, salt: string) {
  const pair = await createSrpKeyPair(engine, random)
  const challenge = { SRP_B: B, SALT: salt, SECRET_BLOCK: btoa('secret') }
  await proveSrpPassword(engine, pair, { poolName, userId: username, password }, challenge, 'now')
}

export async function exchangeOfAmplify(B: string, salt: string) {
  const helper = await getAuthenticationHelper(poolName)
  await helper.getPasswordAuthenticationKey({
    username,
    password,
    serverBValue: new AmplifyBigInteger(B, 16),
    salt: new AmplifyBigInteger(salt, 16),
  })
}

export async function exchangeOfIdentityJs(B: string, salt: string) {
  const helper = new AuthenticationHelper(poolName)
  await new Promise<void>(resolve => helper.getLargeAValue(resolve))
  await new Promise<void>(resolve =>
    helper.getPasswordAuthenticationKey(
      username,
      password,
      new BigInteger(B, 16),
      new BigInteger(salt, 16),
      resolve,
    ),
  )
}
