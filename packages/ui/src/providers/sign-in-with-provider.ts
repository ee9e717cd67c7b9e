import { type AWSMobileClient, AWSMobileClientError, IdentityProvider } from '@latchkey/client'
import type { ProviderButton } from '../screens/parts.ts'
import { type ProviderSettings, type SocialAdaptor, SocialSignInCancelled } from './social-adaptor.ts'

/** A key of the configuration file whose provider gives a token of its own to the identity pool. */
export type SocialKey = 'AppleSignIn' | 'FacebookSignIn' | 'GoogleSignIn'

interface Social {
  /** The provider among the identity pool's logins. */
  readonly providerName: string
  /** Loaded when the button is pressed. */
  readonly load: () => Promise<SocialAdaptor>
}

const socials: Readonly<Record<SocialKey, Social>> = {
  AppleSignIn: {
    providerName: IdentityProvider.apple,
    load: async () => (await import('./apple.ts')).appleToken,
  },
  FacebookSignIn: {
    providerName: IdentityProvider.facebook,
    load: async () => (await import('./facebook.ts')).facebookToken,
  },
  GoogleSignIn: {
    providerName: IdentityProvider.google,
    load: async () => (await import('./google.ts')).googleToken,
  },
}

const replaced = new Map<SocialKey, SocialAdaptor>()

/** Gets the tokens of a provider in another way than ours, such as by a native plug-in. */
export function replaceSocialAdaptor(key: SocialKey, adaptor: SocialAdaptor): void {
  replaced.set(key, adaptor)
}

/**
 * Signs in with another provider: with its own token at the identity pool, where the configuration file has its key;
 * else at the user pool's own pages.
 *
 * @throws AWSMobileClientError `userCancelledSignIn`, and what `federatedSignIn` and `showSignIn` throw
 */
export async function signInWithProvider(client: AWSMobileClient, { name }: ProviderButton): Promise<void> {
  const social = Object.hasOwn(socials, name) ? (name as SocialKey) : undefined
  if (!social) {
    await client.showSignIn({ hostedUIOptions: { identityProvider: name } })
    return
  }
  const settings = (client.client.configuration?.source[social] ?? {}) as ProviderSettings
  const adaptor = replaced.get(social) ?? (await socials[social].load())
  const token = await adaptor(settings).catch(cause => {
    const cancelled = cause instanceof SocialSignInCancelled
    throw new AWSMobileClientError(cancelled ? 'userCancelledSignIn' : 'network', undefined, { cause })
  })
  await client.federatedSignIn({ providerName: socials[social].providerName, token })
}
