import { failure } from '../errors/failure.ts'
import type { HostedUIBrowser, HostedUIWindow } from '../platform/platform.ts'

/** Leaves the page; the answer comes with the page that is loaded in the end. */
export const redirectBrowser: HostedUIBrowser = () => ({
  leaves: true,
  show: ({ url }) => {
    location.assign(url)
    return new Promise((_, reject) => {
      // Back from the provider by the browser's button, to the very same page: nobody signed in.
      addEventListener('pageshow', ({ persisted }) => {
        if (persisted) reject(failure('userCancelledSignIn', 'The person came back'))
      })
    })
  },
  close: () => {},
})

/** How often the window is looked at, in milliseconds. */
const interval = 100

/** Opens a window beside the page. Both sides' `Cross-Origin-Opener-Policy` must let popups be. */
export const popupBrowser: HostedUIBrowser = () => {
  const opened = open('about:blank', '_blank', 'popup,width=480,height=720')
  if (!opened) return undefinedWindow
  return {
    show: ({ url, redirectURI }) =>
      new Promise(resolve => {
        opened.location.replace(url)
        const timer = setInterval(() => {
          const answer = opened.closed ? undefined : addressOf(opened)
          if (!opened.closed && !answer?.startsWith(redirectURI)) return
          clearInterval(timer)
          resolve(answer)
        }, interval)
      }),
    close: () => opened.close(),
  }
}

/** What stands in for a window that the browser did not let open. */
const undefinedWindow: HostedUIWindow = {
  show: () =>
    Promise.reject(failure('errorLoadingPage', 'The browser blocked the window: call from a click')),
  close: () => {},
}

/** The address of a window of this site; another site's is not to be seen. */
function addressOf({ location }: Window): string | undefined {
  try {
    return location.href
  } catch {
    return undefined
  }
}

/** A browser's two ways. */
export const webBrowser: HostedUIBrowser = presentation =>
  (presentation === 'popup' ? popupBrowser : redirectBrowser)(presentation)
