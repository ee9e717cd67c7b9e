import type { AttributeField, NameKind, PasswordRules, ProviderButton } from '../screens/parts.ts'
import type { SignInDescription } from './description.ts'

type Source = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Source => typeof value === 'object' && value !== null
const at = (source: unknown, key: string): unknown => (isObject(source) ? source[key] : undefined)
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter(entry => typeof entry === 'string') : []

/** What Amazon's service asks for unless told otherwise. */
const usualRules: PasswordRules = {
  minimumLength: 8,
  uppercase: true,
  lowercase: true,
  number: true,
  symbol: true,
}

/** Buttons for the providers whose own token goes to the identity pool: the keys of mobile apps' files. */
export function socialProviders(source: Source): ProviderButton[] {
  const found: ProviderButton[] = []
  if (isObject(source['AppleSignIn'])) found.push({ name: 'AppleSignIn', kind: 'SignInWithApple' })
  if (at(source['FacebookSignIn'], 'AppId')) found.push({ name: 'FacebookSignIn', kind: 'Facebook' })
  if (at(source['GoogleSignIn'], 'ClientId-WebApp')) found.push({ name: 'GoogleSignIn', kind: 'Google' })
  return found
}

/** What the configuration file tells, where there is no server to ask: the keys that Amplify's tools write. */
export function describeFromConfiguration(source: Source): SignInDescription {
  const auth = at(source['Auth'], 'Default')
  const names = texts(at(auth, 'usernameAttributes')).flatMap(nameKind)
  const attributes = texts(at(auth, 'signupAttributes'))
    .map(name => name.toLowerCase())
    .filter(name => !names.includes(name as NameKind))
    .map((name): AttributeField => ({ name, required: true }))
  const nameIsOwn = names.length === 0
  return {
    names: nameIsOwn ? ['username'] : names,
    signUp: {
      names: nameIsOwn ? ['username'] : names,
      attributes:
        attributes.length || !nameIsOwn ? attributes : [{ name: 'email', required: true, type: 'email' }],
      passwordRequired: true,
    },
    passwordRules: rulesOf(at(auth, 'passwordProtectionSettings')),
    canResetPassword: true,
    firstFactors:
      at(auth, 'authenticationFlowType') === 'USER_AUTH' ? ['PASSWORD', 'WEB_AUTHN'] : ['PASSWORD'],
    providers: socialProviders(source),
  }
}

function nameKind(attribute: string): NameKind[] {
  const name = attribute.toLowerCase()
  return name === 'email' || name === 'phone_number' ? [name] : []
}

function rulesOf(settings: unknown): PasswordRules {
  const length = at(settings, 'passwordPolicyMinLength')
  if (typeof length !== 'number') return usualRules
  const wanted = texts(at(settings, 'passwordPolicyCharacters'))
  return {
    minimumLength: length,
    uppercase: wanted.includes('REQUIRES_UPPERCASE'),
    lowercase: wanted.includes('REQUIRES_LOWERCASE'),
    number: wanted.includes('REQUIRES_NUMBERS'),
    symbol: wanted.includes('REQUIRES_SYMBOLS'),
  }
}
