import { AWSMobileClient } from '@latchkey/client'

/** The one client of a page; its configuration stands where a deployment puts it. */
export const client = AWSMobileClient.default()

export async function configure(): Promise<void> {
  await client.initialize(await (await fetch('/awsconfiguration.json')).json())
}
