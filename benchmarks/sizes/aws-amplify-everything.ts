/** The same as `latchkey-everything-functions.ts` with `aws-amplify`. */
import { Amplify, type ResourcesConfig } from 'aws-amplify'
import {
  confirmSignIn,
  confirmSignUp,
  fetchAuthSession,
  fetchDevices,
  forgetDevice,
  rememberDevice,
  setUpTOTP,
  signIn,
  signInWithRedirect,
  signOut,
  signUp,
  updateMFAPreference,
  verifyTOTPSetup,
} from 'aws-amplify/auth'
import 'aws-amplify/auth/enable-oauth-listener'

export function open(configuration: ResourcesConfig) {
  Amplify.configure(configuration)
}

export const walk = {
  signUp,
  confirmSignUp,
  signIn,
  confirmSignIn,
  signInWithRedirect,
  fetchAuthSession,
  updateMFAPreference,
  setUpTOTP,
  verifyTOTPSetup,
  fetchDevices,
  rememberDevice,
  forgetDevice,
  signOut,
}
