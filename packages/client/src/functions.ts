/** Everything but the platform: the functions that `AWSMobileClient` is made of. */

export * from './account/attributes.ts'
export * from './account/delete-user.ts'
export * from './account/password.ts'
export * from './account/sessions.ts'
export type {
  ClientConfiguration,
  ClientPool,
  ClientUserPool,
} from './configuration/client-configuration.ts'
export { readConfiguration } from './configuration/read.ts'
export { readAmplifyConfiguration } from './configuration/read-amplify.ts'
export * from './credentials/get-credentials.ts'
export { getIdentityId } from './credentials/identity.ts'
export * from './credentials/provider.ts'
export type * from './credentials/types.ts'
export * from './devices/operations.ts'
export { beginDeviceProof, deviceMemory, proveDevice } from './devices/remember.ts'
export * from './errors/error.ts'
export { allFeatures } from './features.ts'
export * from './federation/federated-sign-in.ts'
export { federation } from './federation/federation.ts'
export { IdentityProvider } from './federation/identity-provider.ts'
export type { HostedUIOptions, HostedUIResult } from './hosted-ui/types.ts'
export { answerMFASetUp } from './mfa/answer-set-up.ts'
export * from './mfa/preference.ts'
export * from './mfa/totp.ts'
export type * from './names.ts'
export type * from './passkeys/authenticator.ts'
export * from './passkeys/passkeys.ts'
export type * from './platform/platform.ts'
export type { Client, ClientOptions, Timeouts, UserStateListener } from './session/client.ts'
export { initialize } from './session/initialize.ts'
export * from './session/listeners.ts'
export type { Provider, StateDetails, UserState, UserStateDetails } from './session/machine.ts'
export type { SessionToken, Tokens } from './session/session.ts'
export { currentUserState, isSignedIn, username, userSub } from './session/standing.ts'
export { releaseSignInWait } from './session/waiting.ts'
export type { WaitOptions } from './session/waits.ts'
export { whenOffline } from './session/when-offline.ts'
export { wipe } from './session/wipe.ts'
export * from './sign-in/choice.ts'
export type {
  Answer,
  AnsweredStep,
  AskedStep,
  ChallengeMemory,
  DeviceMemory,
  DeviceParameters,
  Features,
} from './sign-in/features.ts'
export { challengeMemory, resumeSignIn } from './sign-in/keep-challenge.ts'
export { secretHash } from './sign-in/secret.ts'
export * from './sign-in/sign-in.ts'
export type {
  ConfirmSignInInput,
  SignInResult,
  SignInState,
  UserCodeDeliveryDetails,
} from './sign-in/types.ts'
export { registerSignInUI, type SignInUI, type SignInUIOptions } from './sign-in-ui.ts'
export type { SignOutOptions } from './sign-out/options.ts'
export { signOut } from './sign-out/sign-out.ts'
export { autoSignIn } from './sign-up/auto-sign-in.ts'
export {
  type ConfirmSignUpInput,
  confirmSignUp,
  resendSignUpCode,
  type SignUpInput,
  type SignUpResult,
  signUp,
} from './sign-up/sign-up.ts'
export * from './storage/memory.ts'
export type * from './storage/storage.ts'
export * from './storage/web-storage.ts'
export { autoRefresh } from './tokens/auto-refresh.ts'
export * from './tokens/get-tokens.ts'
export { refreshTokenAuth } from './tokens/refresh-token-auth.ts'
export type { RequestContext } from './transport/context.ts'
export { requestContext } from './transport/request-context.ts'
