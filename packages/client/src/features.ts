import { readAmplifyConfiguration } from './configuration/read-amplify.ts'
import { beginDeviceProof, deviceMemory, proveDevice } from './devices/remember.ts'
import { federation } from './federation/federation.ts'
import { readHostedUI } from './hosted-ui/read.ts'
import { answerMFASetUp } from './mfa/answer-set-up.ts'
import type { Authenticator } from './passkeys/authenticator.ts'
import { answerByPasskey } from './passkeys/passkeys.ts'
import { followTabs } from './session/follow.ts'
import { whenOffline } from './session/when-offline.ts'
import { answerChoice, answerPasswordSrp } from './sign-in/choice.ts'
import type { Features } from './sign-in/features.ts'
import { challengeMemory } from './sign-in/keep-challenge.ts'
import { secretHash } from './sign-in/secret.ts'
import type { KeyValueStorage } from './storage/storage.ts'
import { autoRefresh } from './tokens/auto-refresh.ts'
import { refreshTokenAuth } from './tokens/refresh-token-auth.ts'
import { requestContext } from './transport/request-context.ts'

/** Everything that a sign-in can do. Apps that import functions may give `features` of their own choice instead. */
export function allFeatures(
  challengeStorage: KeyValueStorage,
  authenticator: Authenticator | undefined,
): Features {
  return {
    answers: {
      SELECT_CHALLENGE: answerChoice,
      PASSWORD_SRP: answerPasswordSrp,
      MFA_SETUP: answerMFASetUp,
      DEVICE_SRP_AUTH: beginDeviceProof,
      DEVICE_PASSWORD_VERIFIER: proveDevice,
      ...(authenticator && { WEB_AUTHN: answerByPasskey(authenticator) }),
    },
    devices: deviceMemory,
    challenges: challengeMemory(challengeStorage),
    readConfiguration: readAmplifyConfiguration,
    readHostedUI,
    autoRefresh,
    federation,
    tabs: followTabs,
    whenOffline,
    secretHash,
    refreshTokenAuth,
    requestContext,
  }
}
