/** The block of the configuration file with the provider's name, such as `GoogleSignIn`. */
export type ProviderSettings = Readonly<Record<string, unknown>>

/**
 * Gets a person's token from a provider, in the provider's own way.
 *
 * @throws SocialSignInCancelled when the person does not want to
 */
export type SocialAdaptor = (settings: ProviderSettings) => Promise<string>

/** The person closed the provider's window. */
export class SocialSignInCancelled extends Error {
  override readonly name = 'SocialSignInCancelled'
}

/** A text of the settings, or nothing. */
export function setting(settings: ProviderSettings, name: string): string | undefined {
  const value = settings[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
