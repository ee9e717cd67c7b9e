import {
  AdminDisableProviderForUserCommand,
  AdminLinkProviderForUserCommand,
  CreateIdentityProviderCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { expect, it } from 'vitest'
import { createApp } from '../client/app.ts'
import { createPerson } from '../harness/people.ts'
import { administrate } from '../harness/pools.ts'
import { dropIn, type PageOfTests } from './drop-in.ts'

const ui = dropIn({ '/': { body: '<latchkey-account></latchkey-account>' } })

it('the account tells which providers’ accounts an administrator has linked, to be read alone', async () => {
  const app = await createApp(ui.url)
  const { username, password } = await createPerson(ui.url, app.userPoolId)
  const administrator = administrate(ui.url)
  const subject = { ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue: 'ada-1815' }
  for (const ProviderName of ['Corp', 'School']) {
    await administrator.send(
      new CreateIdentityProviderCommand({
        UserPoolId: app.userPoolId,
        ProviderName,
        ProviderType: 'OIDC',
        ProviderDetails: {
          client_id: 'pool',
          attributes_request_method: 'GET',
          authorize_scopes: 'openid',
          oidc_issuer: 'https://id.example.com',
        },
      }),
    )
    await administrator.send(
      new AdminLinkProviderForUserCommand({
        UserPoolId: app.userPoolId,
        DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: username },
        SourceUser: { ProviderName, ...subject },
      }),
    )
  }
  const { page } = await ui.open(app)
  await page.getByText('You are not signed in.').waitFor()
  const signIn = () =>
    page.evaluate(input => (globalThis as unknown as PageOfTests).client.signIn(input), {
      username,
      password,
    })
  await signIn()
  const linked = page.locator('[data-lk=group]', {
    has: page.getByRole('heading', { name: 'Linked accounts' }),
  })
  await linked.waitFor()
  expect(await linked.locator('[data-lk=row] strong').allTextContents()).toEqual(['Corp', 'School'])
  expect(await linked.getByRole('button').count()).toBe(0)
  // What is known of them is told there, and is no line of the profile.
  expect(await page.getByText('identities').count()).toBe(0)

  await administrator.send(
    new AdminDisableProviderForUserCommand({
      UserPoolId: app.userPoolId,
      User: { ProviderName: 'Corp', ...subject },
    }),
  )
  await page.reload()
  await linked.waitFor()
  expect(await linked.locator('[data-lk=row] strong').allTextContents()).toEqual(['School'])
  await page.context().close()
})
