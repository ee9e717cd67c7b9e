/** What makes and uses passkeys; both texts are WebAuthn's JSON (WebAuthn Level 3, sections 5.1.8 to 5.1.10). */
export interface Authenticator {
  /**
   * @param options `PublicKeyCredentialRequestOptionsJSON`
   * @returns `AuthenticationResponseJSON`
   */
  get(options: string): Promise<string>
  /**
   * @param options `PublicKeyCredentialCreationOptionsJSON`
   * @returns `RegistrationResponseJSON`
   */
  create(options: string): Promise<string>
}
