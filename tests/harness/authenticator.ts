import type { Page } from 'playwright-core'

/** A platform authenticator that is not there in the flesh. */
export interface Authenticator {
  /** Whether the person says yes when she is asked. */
  setPresent(present: boolean): Promise<void>
}

/** Gives the page's browser a platform authenticator, as a phone or a laptop has one. */
export async function addAuthenticator(page: Page): Promise<Authenticator> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    setPresent: async present => {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: present })
    },
  }
}
