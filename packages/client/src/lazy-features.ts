import { readConfiguration } from './configuration/read.ts'
import { rememberedDevice } from './devices/record.ts'
import { lazyHostedUI, lazyReadHostedUI } from './hosted-ui/lazy.ts'
import { later } from './later.ts'
import type { Authenticator } from './passkeys/authenticator.ts'
import { followTabs } from './session/follow.ts'
import { whenOffline } from './session/when-offline.ts'
import type { Features } from './sign-in/features.ts'
import { challengeMemory } from './sign-in/keep-challenge.ts'
import { secretHash } from './sign-in/secret.ts'
import type { KeyValueStorage } from './storage/storage.ts'
import { refreshTokenAuth } from './tokens/refresh-token-auth.ts'

/** The same as `allFeatures`, and the hosted UI; what a sign-in seldom needs is loaded when it does. */
export function lazyFeatures(
  challengeStorage: KeyValueStorage,
  authenticator: Authenticator | undefined,
): Features {
  return {
    answers: {
      SELECT_CHALLENGE: later('answerChoice'),
      PASSWORD_SRP: later('answerPasswordSrp'),
      MFA_SETUP: later('answerMFASetUp'),
      DEVICE_SRP_AUTH: later('beginDeviceProof'),
      DEVICE_PASSWORD_VERIFIER: later('proveDevice'),
      ...(authenticator && {
        WEB_AUTHN: (client, step) => later('answerWithPasskey')(client, step, authenticator),
      }),
    },
    devices: {
      ...rememberedDevice,
      confirm: async (client, flow, result) => {
        if (result.NewDeviceMetadata)
          await later('confirmDevice')(client, flow, result).catch(client.platform.report)
      },
    },
    challenges: challengeMemory(challengeStorage),
    readConfiguration: (source, options) =>
      isOurs(source)
        ? readConfiguration(source, options)
        : later('readAmplifyConfiguration')(source, options),
    readHostedUI: lazyReadHostedUI,
    hostedUI: lazyHostedUI,
    requestContext: (client, ...request) => {
      const wanted = client.options.userContextData ?? client.configuration?.userPool?.pinpointAppId
      return wanted
        ? later('requestContext')(client, ...request).catch(error => void client.platform.report(error))
        : undefined
    },
    federation: later('federation'),
    tabs: followTabs,
    whenOffline,
    secretHash,
    refreshTokenAuth,
    autoRefresh: client => later('autoRefresh')(client).catch(client.platform.report),
  }
}

/** Whether it is `awsconfiguration.json`, parsed: then there is nothing to translate. */
function isOurs(source: unknown): boolean {
  return (
    typeof source === 'object' &&
    source !== null &&
    ('CognitoUserPool' in source || 'CredentialsProvider' in source)
  )
}
