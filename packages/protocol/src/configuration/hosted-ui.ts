import { isObject } from '../encoding/json.ts'
import type { ConfigurationRefusal, ConfigurationSource } from './configuration.ts'
import type { HostedUIAddresses, HostedUIConfiguration } from './hosted-ui-settings.ts'
import { type Reader, reader, refused } from './reader.ts'

export type HostedUIConfigurationResult =
  | { readonly outcome: 'read'; readonly hostedUI: HostedUIConfiguration }
  | ConfigurationRefusal

/**
 * Reads the part of a configuration that the hosted UI needs. `Issuer` beside AWSMobileClient's keys names an
 * OpenID provider whose addresses are found by discovery.
 *
 * @param userPoolClientId the app client where the part names none of its own
 */
export function parseHostedUI(
  source: ConfigurationSource,
  userPoolClientId?: string,
  block = 'Default',
): HostedUIConfigurationResult {
  const read = reader(source)
  const { text, note, at } = read
  const { texts, parameters } = listReader(read)
  const path = `Auth.${block}.OAuth`
  if (!at(path)) note(path, 'the hosted UI’s settings')
  const addresses = readAddresses(read, path)
  const external = addresses?.kind !== 'userPool'
  const clientId = text(`${path}.AppClientId`) ?? (external ? undefined : userPoolClientId)
  if (!clientId) note(`${path}.AppClientId`, 'the id of an app client')
  const signInRedirectURIs = texts(`${path}.SignInRedirectURI`) ?? []
  if (!signInRedirectURIs.length) note(`${path}.SignInRedirectURI`, 'the address to come back to')
  const hostedUI = {
    clientSecret: text(`${path}.AppClientSecret`),
    scopes: texts(`${path}.Scopes`) ?? ['openid'],
    signInRedirectURIs,
    signOutRedirectURIs: texts(`${path}.SignOutRedirectURI`) ?? [],
    signInURIQueryParameters: parameters(`${path}.SignInURIQueryParameters`),
    tokenURIQueryParameters: parameters(`${path}.TokenURIQueryParameters`),
    signOutURIQueryParameters:
      parameters(`${path}.SignOutURIQueryParameters`) ?? parameters(`${path}.SignOutQueryParameters`),
    identityProvider: text(`${path}.IdentityProvider`),
    idpIdentifier: text(`${path}.IdpIdentifier`),
  }
  if (read.problems.size || !addresses || !clientId) return refused(read.problems)
  return { outcome: 'read', hostedUI: { addresses, clientId, ...hostedUI } }
}

function readAddresses({ address, text, note }: Reader, path: string): HostedUIAddresses | undefined {
  const domain = address(`${path}.WebDomain`)?.replace(/\/$/, '')
  // As it is written: tokens have to name it by the letter.
  const issuer = address(`${path}.Issuer`) && text(`${path}.Issuer`)
  const authorize = address(`${path}.SignInURI`)
  const token = address(`${path}.TokenURI`)
  const signOut = address(`${path}.SignOutURI`)
  if (authorize || token || signOut) {
    if (!authorize) return note(`${path}.SignInURI`, 'an address, as TokenURI is one')
    if (!token) return note(`${path}.TokenURI`, 'an address, as SignInURI is one')
    return { kind: 'given', authorize, token, signOut, issuer: issuer ?? (domain && `${domain}/`) }
  }
  if (issuer) return { kind: 'discovered', issuer }
  return domain
    ? { kind: 'userPool', domain }
    : note(`${path}.WebDomain`, 'the domain of the sign-in pages, or an Issuer, or SignInURI and TokenURI')
}

function listReader({ at, note }: Reader) {
  /** Several texts: an array, or one text with commas. */
  const texts = (key: string): readonly string[] | undefined => {
    const value = at(key)
    if (value === undefined) return undefined
    const list: unknown[] = typeof value === 'string' ? value.split(/\s*,\s*/) : [value].flat()
    return list.every(entry => typeof entry === 'string') ? list : note(key, 'texts')
  }
  const parameters = (key: string): Readonly<Record<string, string>> | undefined => {
    const value = at(key)
    if (value === undefined) return undefined
    const entries = isObject(value) ? Object.entries(value) : [['', undefined]]
    return entries.every(([, entry]) => typeof entry === 'string')
      ? (value as Record<string, string>)
      : note(key, 'an object of texts')
  }
  return { texts, parameters }
}
