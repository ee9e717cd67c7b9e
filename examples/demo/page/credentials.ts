import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import type { AWSMobileClient } from '@latchkey/client'
import { describe, find } from './elements.ts'
import { onPress } from './forms.ts'

const about = {
  guest:
    'Not signed in? The identity pool also knows guests: an identity without a name, with a role of its own.',
  member:
    'The identity pool exchanges the ID token for temporary AWS credentials. A guest who signs in keeps the identity.',
}

/** The AWS credentials of whoever is here, guest or signed in, and proof that they work. */
export function credentialsView(
  client: AWSMobileClient,
  { region, endpoint, obtained }: { region: string; endpoint: string; obtained: () => void },
): { reset(signedIn: boolean): void } {
  const section = find('#credentials', HTMLElement)
  const facts = find('#credentials-facts', HTMLElement)
  const ask = find('#ask-sts', HTMLButtonElement)
  const get = find('#get-credentials', HTMLButtonElement)

  const rows = async (): Promise<[string, string, string?][]> => {
    const { accessKeyId, expiration } = await client.getAWSCredentials({ whenSignedOut: 'reject' })
    return [
      ['Identity id', await client.getIdentityId()],
      ['Access key id', accessKeyId],
      ['Secret key', '••••••••••••', 'kept by the client, not shown'],
      ['Session token', '••••••••••••', 'kept by the client, not shown'],
      ...(expiration ? ([['Expires', expiration.toLocaleString()]] as [string, string][]) : []),
    ]
  }

  onPress(section, '#get-credentials', async () => {
    describe(facts, await rows())
    facts.hidden = false
    ask.hidden = false
    obtained()
  })
  onPress(section, '#ask-sts', async () => {
    const sts = new STSClient({ region, endpoint, credentials: client.credentialsProvider() })
    const { Arn, Account, UserId } = await sts.send(new GetCallerIdentityCommand({}))
    describe(facts, [
      ...(await rows()),
      ['STS: Arn', Arn ?? ''],
      ['STS: Account', Account ?? ''],
      ['STS: UserId', UserId ?? ''],
    ])
  })

  return {
    reset(signedIn) {
      facts.hidden = true
      ask.hidden = true
      get.textContent = signedIn ? 'Get AWS credentials' : 'Get guest credentials'
      find('#credentials-about', HTMLElement).textContent = signedIn ? about.member : about.guest
    },
  }
}
