import type * as attributes from './account/attributes.ts'
import type * as password from './account/password.ts'
import type * as sessions from './account/sessions.ts'
import {
  freshCredentials,
  type GetAWSCredentialsOptions,
  getAWSCredentials,
} from './credentials/get-credentials.ts'
import { getIdentityId } from './credentials/identity.ts'
import { clearCredentials, credentialsProvider } from './credentials/provider.ts'
import type * as devices from './devices/operations.ts'
import { failure } from './errors/failure.ts'
import type { FederatedSignInInput } from './federation/federated-sign-in.ts'
import type { HostedUIOptions, HostedUIResult } from './hosted-ui/types.ts'
import { later } from './later.ts'
import type * as mfa from './mfa/preference.ts'
import type * as totp from './mfa/totp.ts'
import type { Authenticator } from './passkeys/authenticator.ts'
import type * as passkeys from './passkeys/passkeys.ts'
import type { Client, UserStateListener } from './session/client.ts'
import { initialize } from './session/initialize.ts'
import { addUserStateListener, removeUserStateListener, userStates } from './session/listeners.ts'
import type { UserStateDetails } from './session/machine.ts'
import { currentUserState, isSignedIn, username, userSub } from './session/standing.ts'
import { releaseSignInWait } from './session/waiting.ts'
import type { WaitOptions } from './session/waits.ts'
import { resumeSignIn } from './sign-in/keep-challenge.ts'
import { confirmSignIn, prepareSignIn, type SignInInput, signIn } from './sign-in/sign-in.ts'
import type { ConfirmSignInInput } from './sign-in/types.ts'
import { type SignInUIOptions, showSignInUI } from './sign-in-ui.ts'
import type { SignOutOptions } from './sign-out/options.ts'
import { signOut } from './sign-out/sign-out.ts'
import type * as account from './sign-up/sign-up.ts'
import { freshTokens, type GetTokensOptions, getTokens } from './tokens/get-tokens.ts'

/** Which sign-in to show, and how. */
export interface ShowSignInOptions {
  readonly signInUIOptions?: SignInUIOptions
  readonly hostedUIOptions?: HostedUIOptions
}

/**
 * The whole client on one object; each method is the function of the same name, which can be imported alone and
 * says what the method does.
 */
export class AWSMobileClientBase {
  /** What the functions of this package take as their first parameter. */
  readonly client: Client
  readonly #authenticator: Authenticator | undefined

  constructor(client: Client, authenticator: Authenticator | undefined) {
    this.client = client
    this.#authenticator = authenticator
  }

  get currentUserState() {
    return currentUserState(this.client)
  }
  get isSignedIn() {
    return isSignedIn(this.client)
  }
  get isLoggedIn() {
    return isSignedIn(this.client)
  }
  get username() {
    return username(this.client)
  }
  get usernameTyped() {
    return this.client.session?.usernameTyped
  }
  get userSub() {
    return userSub(this.client)
  }
  get identityId() {
    return this.client.identityId
  }

  /** The tokens at hand, if they need no renewal: at once, without a promise. */
  get currentTokens() {
    return freshTokens(this.client)
  }
  /** The AWS credentials at hand, if they need no renewal: at once, without a promise. */
  get currentAWSCredentials() {
    return freshCredentials(this.client)
  }

  initialize(configuration?: unknown) {
    return initialize(this.client, configuration)
  }
  addUserStateListener(listener: UserStateListener, options?: { readonly signal?: AbortSignal }) {
    return addUserStateListener(this.client, listener, options)
  }
  removeUserStateListener(listener: UserStateListener) {
    removeUserStateListener(this.client, listener)
  }
  userStates(options?: { readonly signal?: AbortSignal }) {
    return userStates(this.client, options)
  }

  signUp(input: account.SignUpInput) {
    return later('signUp')(this.client, input)
  }
  confirmSignUp(input: account.ConfirmSignUpInput) {
    return later('confirmSignUp')(this.client, input)
  }
  resendSignUpCode(input: Parameters<typeof account.resendSignUpCode>[1]) {
    return later('resendSignUpCode')(this.client, input)
  }

  prepareSignIn() {
    return prepareSignIn(this.client)
  }
  signIn(input: SignInInput) {
    return signIn(this.client, input)
  }
  confirmSignIn(input: ConfirmSignInInput) {
    return confirmSignIn(this.client, input)
  }
  resumeSignIn() {
    return resumeSignIn(this.client)
  }
  autoSignIn() {
    return later('autoSignIn')(this.client)
  }
  /**
   * Shows a sign-in: the drop-in UI that `import '@latchkey/ui'` brings, or with `hostedUIOptions` the hosted UI's
   * pages, which in a browser take the place of this one unless a `popup` is asked for.
   */
  showSignIn(options: { readonly hostedUIOptions: HostedUIOptions }): Promise<HostedUIResult>
  showSignIn(options?: ShowSignInOptions): Promise<UserStateDetails>
  async showSignIn(options: ShowSignInOptions = {}): Promise<UserStateDetails> {
    const { features, platform } = this.client
    const { hostedUIOptions, signInUIOptions = {} } = options
    if (!hostedUIOptions) return showSignInUI(this, signInUIOptions)
    if (!features.hostedUI) throw failure('invalidState', 'The hosted UI is not among the features')
    const { browser = platform.browser, presentation = 'redirect' } = hostedUIOptions
    // At once: only while a click counts do browsers let a window open.
    return features.hostedUI.show(this.client, hostedUIOptions, browser?.(presentation))
  }
  async handleAuthResponse(url?: string) {
    return this.client.features.hostedUI?.handleAuthResponse(this.client, url)
  }
  federatedSignIn(input: FederatedSignInInput) {
    return later('federatedSignIn')(this.client, input)
  }
  signOut(options?: SignOutOptions) {
    return signOut(this.client, options)
  }
  wipe() {
    return later('wipe')(this.client)
  }
  releaseSignInWait() {
    releaseSignInWait(this.client)
  }

  forgotPassword(input: Parameters<typeof password.forgotPassword>[1]) {
    return later('forgotPassword')(this.client, input)
  }
  confirmForgotPassword(input: password.ConfirmForgotPasswordInput) {
    return later('confirmForgotPassword')(this.client, input)
  }
  changePassword(input: Parameters<typeof password.changePassword>[1]) {
    return later('changePassword')(this.client, input)
  }
  deleteUser() {
    return later('deleteUser')(this.client)
  }

  getTokens(options?: GetTokensOptions) {
    return getTokens(this.client, options)
  }
  getAWSCredentials(options?: GetAWSCredentialsOptions) {
    return getAWSCredentials(this.client, options)
  }
  getIdentityId(options?: WaitOptions) {
    return getIdentityId(this.client, options)
  }
  clearCredentials() {
    clearCredentials(this.client)
  }
  invalidateCachedTemporaryCredentials() {
    clearCredentials(this.client)
  }
  credentialsProvider(options?: GetAWSCredentialsOptions) {
    return credentialsProvider(this.client, options)
  }

  getMFAPreference() {
    return later('getMFAPreference')(this.client)
  }
  setMFAPreference(preference: Parameters<typeof mfa.setMFAPreference>[1]) {
    return later('setMFAPreference')(this.client, preference)
  }
  setUpTOTP(options?: Parameters<typeof totp.setUpTOTP>[1]) {
    return later('setUpTOTP')(this.client, options)
  }
  verifyTOTP(input: Parameters<typeof totp.verifyTOTP>[1]) {
    return later('verifyTOTP')(this.client, input)
  }

  /** The devices that the signed-in person uses; "this device" where no id is given. */
  readonly deviceOperations = {
    get: (options?: Parameters<typeof devices.getDevice>[1]) => later('getDevice')(this.client, options),
    list: (options?: Parameters<typeof devices.listDevices>[1]) => later('listDevices')(this.client, options),
    updateStatus: (input: Parameters<typeof devices.updateDeviceStatus>[1]) =>
      later('updateDeviceStatus')(this.client, input),
    forget: (options?: Parameters<typeof devices.forgetDevice>[1]) =>
      later('forgetDevice')(this.client, options),
  }

  /** Where the signed-in person is signed in, if the pool tracks it. */
  readonly sessions = {
    list: (options?: Parameters<typeof sessions.listSessions>[1]) =>
      later('listSessions')(this.client, options),
    revoke: (input: Parameters<typeof sessions.revokeSession>[1]) =>
      later('revokeSession')(this.client, input),
  }

  /** The signed-in person's passkeys. */
  readonly passkeys = {
    register: async () => {
      if (!this.#authenticator) throw failure('securityFailed', 'There is no authenticator here')
      await later('registerPasskey')(this.client, this.#authenticator)
    },
    list: () => later('listPasskeys')(this.client),
    delete: (input: Parameters<typeof passkeys.deletePasskey>[1]) =>
      later('deletePasskey')(this.client, input),
  }

  getUserAttributes() {
    return later('getUserAttributes')(this.client)
  }
  updateUserAttributes(
    values: Readonly<Record<string, string>>,
    options?: attributes.UpdateAttributesOptions,
  ) {
    return later('updateUserAttributes')(this.client, values, options)
  }
  deleteUserAttributes(names: readonly string[]) {
    return later('deleteUserAttributes')(this.client, names)
  }
  verifyUserAttribute(input: Parameters<typeof attributes.verifyUserAttribute>[1]) {
    return later('verifyUserAttribute')(this.client, input)
  }
  confirmVerifyUserAttribute(input: attributes.ConfirmAttributeInput) {
    return later('confirmVerifyUserAttribute')(this.client, input)
  }
  confirmUpdateUserAttributes(input: attributes.ConfirmAttributeInput) {
    return later('confirmVerifyUserAttribute')(this.client, input)
  }
}
