import type { HostedUIBrowser, HostedUIPage } from '../platform/platform.ts'

/** What is needed of `expo-web-browser`. */
interface ExpoWebBrowser {
  openAuthSessionAsync(
    url: string,
    redirectUrl: string,
    options: { preferEphemeralSession: boolean },
  ): Promise<{ readonly type: string; readonly url?: string }>
}

/** What is needed of `react-native-inappbrowser-reborn`. */
interface InAppBrowser {
  openAuth(
    url: string,
    redirectUrl: string,
    options: { ephemeralWebSession: boolean },
  ): Promise<{ readonly type: string; readonly url?: string }>
}

type Answer = { readonly type: string; readonly url?: string }

const sessions =
  (openSession: (page: HostedUIPage) => Promise<Answer>): HostedUIBrowser =>
  () => ({
    show: async page => {
      const { type, url } = await openSession(page)
      return type === 'success' ? url : undefined
    },
    // The session ends by itself.
    close: () => {},
  })

/**
 * The system's sign-in session, by `expo-web-browser`.
 *
 * @example new AWSMobileClient({ browser: expoBrowser(WebBrowser) })
 */
export function expoBrowser(module: ExpoWebBrowser): HostedUIBrowser {
  return sessions(({ url, redirectURI, privateSession }) =>
    module.openAuthSessionAsync(url, redirectURI, { preferEphemeralSession: privateSession }),
  )
}

/** The system's sign-in session, by `react-native-inappbrowser-reborn`. */
export function inAppBrowser(module: InAppBrowser): HostedUIBrowser {
  return sessions(({ url, redirectURI, privateSession }) =>
    module.openAuth(url, redirectURI, { ephemeralWebSession: privateSession }),
  )
}
