/** Accounts: made, confirmed, changed, deleted; second factors. */
export * from '../account/attributes.ts'
export * from '../account/delete-user.ts'
export * from '../account/password.ts'
export * from '../mfa/preference.ts'
export * from '../mfa/totp.ts'
export { autoSignIn } from '../sign-up/auto-sign-in.ts'
export {
  type ConfirmSignUpInput,
  confirmSignUp,
  resendSignUpCode,
  type SignUpInput,
  type SignUpResult,
  signUp,
} from '../sign-up/sign-up.ts'
