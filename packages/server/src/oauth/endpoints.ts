import { authorize } from './authorize.ts'
import { idpResponse, receiveIdpResponse } from './federation/idp-response.ts'
import { samlLogout } from './federation/saml-logout.ts'
import { receiveSamlResponse, samlResponse } from './federation/saml-response.ts'
import { logout } from './logout.ts'
import { customStylesheet, hostedScript, hostedStylesheet } from './pages/assets.ts'
import { challengePage } from './pages/challenge.ts'
import { confirmByLink, isConfirmationLink } from './pages/confirm-by-link.ts'
import { showError } from './pages/error-page.ts'
import { forgotPasswordPage, resetPasswordPage } from './pages/forgot-password.ts'
import { answerPage, type Page } from './pages/page.ts'
import { selectAccountPage } from './pages/select-account.ts'
import { signInPage } from './pages/sign-in.ts'
import { confirmPage, signUpPage } from './pages/sign-up.ts'
import { revoke } from './revoke.ts'
import { token } from './token.ts'
import { userInfo } from './user-info.ts'
import type { Visit } from './visit.ts'

export type Endpoint = (visit: Visit) => Promise<Response>

interface Methods {
  readonly GET?: Endpoint
  readonly POST?: Endpoint
}

const pageMethods = (page: Page): Methods => ({
  GET: visit => answerPage(visit, page),
  POST: visit => answerPage(visit, page),
})

/** One address for two: the page that asks for the code, and the link that brings it. */
const confirmUser: Methods = {
  ...pageMethods(confirmPage),
  GET: visit => (isConfirmationLink(visit) ? confirmByLink(visit) : answerPage(visit, confirmPage)),
}

/** Every path of a pool's domain. */
export const endpoints: Readonly<Record<string, Methods>> = {
  '/oauth2/authorize': { GET: authorize, POST: authorize },
  '/oauth2/token': { POST: token },
  '/oauth2/userInfo': { GET: userInfo, POST: userInfo },
  '/oauth2/revoke': { POST: revoke },
  '/oauth2/idpresponse': { GET: idpResponse, POST: receiveIdpResponse },
  '/saml2/idpresponse': { GET: samlResponse, POST: receiveSamlResponse },
  '/saml2/logout': { GET: samlLogout, POST: samlLogout },
  '/logout': { GET: logout, POST: logout },
  '/login': pageMethods(signInPage),
  '/signup': pageMethods(signUpPage),
  '/confirmUser': confirmUser,
  '/confirmUser/': confirmUser,
  '/forgotPassword': pageMethods(forgotPasswordPage),
  '/confirmforgotPassword': pageMethods(resetPasswordPage),
  '/challenge': pageMethods(challengePage),
  '/selectAccount': pageMethods(selectAccountPage),
  '/error': { GET: showError },
  '/assets/hosted.css': { GET: hostedStylesheet },
  '/assets/custom.css': { GET: customStylesheet },
  '/assets/hosted.js': { GET: hostedScript },
}
