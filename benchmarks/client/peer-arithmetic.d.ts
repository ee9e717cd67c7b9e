/** As much of `amazon-cognito-identity-js`' arithmetic as is measured. */
export class AuthenticationHelper {
  constructor(poolName: string)
  getLargeAValue(done: () => void): void
  getPasswordAuthenticationKey(
    username: string,
    password: string,
    B: BigInteger,
    salt: BigInteger,
    done: () => void,
  ): void
}

export class BigInteger {
  constructor(text: string, radix: number)
}

/** Amplify's. */
export class AmplifyBigInteger {
  constructor(text: string, radix: number)
}

export function getAuthenticationHelper(poolName: string): Promise<{
  getPasswordAuthenticationKey(known: {
    username: string
    password: string
    serverBValue: AmplifyBigInteger
    salt: AmplifyBigInteger
  }): Promise<unknown>
}>
