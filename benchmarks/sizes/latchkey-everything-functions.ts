/** Sign-up, SRP, MFA, devices, the hosted UI, AWS credentials and what other tabs do, with functions. */
import {
  beginDeviceProof,
  type ClientConfiguration,
  confirmSignIn,
  confirmSignUp,
  createClient,
  deviceMemory,
  forgetDevice,
  getAWSCredentials,
  getTokens,
  initialize,
  listDevices,
  proveDevice,
  setMFAPreference,
  setUpTOTP,
  signIn,
  signOut,
  signUp,
  tabs,
  updateDeviceStatus,
  verifyTOTP,
} from '@latchkey/client/functions'
import { hostedUI, redirectBrowser, showHostedUI } from '@latchkey/client/hosted-ui'

export function open(configuration: ClientConfiguration) {
  const answers = { DEVICE_SRP_AUTH: beginDeviceProof, DEVICE_PASSWORD_VERIFIER: proveDevice }
  return createClient({
    configuration,
    browser: redirectBrowser,
    features: { answers, devices: deviceMemory, hostedUI, tabs },
  })
}

export const walk = {
  initialize,
  signUp,
  confirmSignUp,
  signIn,
  confirmSignIn,
  showHostedUI,
  getTokens,
  getAWSCredentials,
  setMFAPreference,
  setUpTOTP,
  verifyTOTP,
  listDevices,
  updateDeviceStatus,
  forgetDevice,
  signOut,
}
