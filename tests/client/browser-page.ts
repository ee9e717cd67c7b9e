/** What runs in the browser: the client as an app would bundle it, in reach of the test. */
import { AWSMobileClient, isAWSMobileClientError } from '@latchkey/client'

declare global {
  interface Window {
    latchkey: {
      AWSMobileClient: typeof AWSMobileClient
      isAWSMobileClientError: typeof isAWSMobileClientError
    }
  }
}

window.latchkey = { AWSMobileClient, isAWSMobileClientError }
