/** What runs in the browser: the client as an app would bundle it, in reach of the test. */
import { AWSMobileClient, isAWSMobileClientError, webStorage } from '@latchkey/client'

declare global {
  interface Window {
    latchkey: {
      AWSMobileClient: typeof AWSMobileClient
      isAWSMobileClientError: typeof isAWSMobileClientError
      webStorage: typeof webStorage
    }
  }
}

window.latchkey = { AWSMobileClient, isAWSMobileClientError, webStorage }
