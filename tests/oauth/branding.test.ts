import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuthorizationServer, startAuthorizationServer } from './authorization-server.ts'
import { RelyingParty } from './relying-party.ts'

let server: AuthorizationServer
let poolId: string
beforeAll(async () => {
  server = await startAuthorizationServer()
  poolId = await server.createPool()
})
afterAll(() => server.close())

async function page(prepare: (clientId: string) => Promise<unknown>) {
  const client = await server.createClient(poolId)
  await prepare(client.id)
  const app = new RelyingParty(server, poolId, client)
  const html = await (await fetch(app.address())).text()
  const address = /<link rel="stylesheet" href="([^"]*custom\.css[^"]*)"/.exec(html)?.[1]
  const css = address ? await (await fetch(new URL(address, server.url))).text() : ''
  return { html, css }
}

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').toString('base64') as never

describe('SetUICustomization', () => {
  it('styles what its classes mean, and shows the picture', async () => {
    const { html, css } = await page(ClientId =>
      server.userPools('SetUICustomization', {
        UserPoolId: poolId,
        ClientId,
        ImageFile: png,
        CSS: '.submitButton-customizable { background-color: #ff5500; } .submitButton-customizable:hover, .label-customizable { color: rgb(1, 2, 3); }',
      }),
    )
    expect(css).toBe(
      '[data-lk="submit"] {\n  background-color: #ff5500;\n}\n\n[data-lk="submit"]:hover,\n[data-lk="label"] {\n  color: rgb(1, 2, 3);\n}',
    )
    expect(html).toMatch(/<img[^>]*src="data:image\/png;base64,/)
  })

  it('is that of all clients where a client has none of its own', async () => {
    await server.userPools('SetUICustomization', {
      UserPoolId: poolId,
      CSS: '.background-customizable { background-color: navy; }',
    })
    const { css } = await page(async () => undefined)
    expect(css).toBe('[data-lk="page"],\n[data-lk="dialog"]::backdrop {\n  background-color: navy;\n}')
    await server.userPools('SetUICustomization', { UserPoolId: poolId })
  })

  it.each([
    '@import url(https://evil.example/x.css);',
    '.submitButton-customizable { background: url(https://evil.example/x); }',
    '.submitButton-customizable { background-image: image-set("x" 1x); }',
    '.strange { color: red; }',
    'input[value^="a"] { color: red; }',
    '.label-customizable, body { -moz-binding: url(x); }',
    '.label-customizable { color: expression(alert(1)); }',
    '.label-customizable { content: "\\61"; }',
    '</style><script>alert(1)</script>',
  ])('leaves out %j', async CSS => {
    const { css } = await page(ClientId =>
      server.userPools('SetUICustomization', { UserPoolId: poolId, ClientId, CSS }),
    )
    expect(css).toBe('')
  })
})

describe('managed login branding', () => {
  it('gives the pages its colours, corners, scheme and pictures', async () => {
    const { html, css } = await page(ClientId =>
      server.userPools('CreateManagedLoginBranding', {
        UserPoolId: poolId,
        ClientId,
        Settings: {
          categories: { global: { colorSchemeMode: 'DARK' } },
          components: {
            pageBackground: { lightMode: { color: 'ffffffff' }, darkMode: { color: '0f1b2aff' } },
            primaryButton: { lightMode: { defaults: { backgroundColor: '0972d3ff', textColor: 'red; }' } } },
          },
          componentClasses: { buttons: { borderRadius: 8.0 } },
        } as never,
        Assets: [{ Category: 'FORM_LOGO', ColorMode: 'LIGHT', Extension: 'PNG', Bytes: png }],
      }),
    )
    expect(css).toBe(
      '@layer latchkey{:where(:root){--lk-page:light-dark(#ffffffff, #0f1b2aff);--lk-backdrop:light-dark(#ffffffff, #0f1b2aff);--lk-accent:#0972d3ff;--lk-radius:8px}}' +
        '[data-lk="page"],:is(latchkey-sign-in,latchkey-account)[data-lk]{color-scheme:dark}',
    )
    expect(html).toMatch(/<img[^>]*src="data:image\/png;base64,/)
  })
})

describe('the description for a sign-in in an app', () => {
  const description = async (clientId: string) =>
    (await fetch(`${server.url}/${poolId}/.well-known/latchkey-sign-in?client_id=${clientId}`)).json()

  it('has the client’s name, second steps and languages, and no look where nobody gave one', async () => {
    const { id } = await server.createClient(poolId)
    const described = (await description(id)) as Record<string, unknown>
    expect(described['branding']).toEqual({ name: 'Photos' })
    expect(described['secondFactors']).toEqual([])
    expect(described['languages']).toEqual(expect.arrayContaining(['en', 'ar', 'ja']))
    await server.userPools('SetUserPoolMfaConfig', {
      UserPoolId: poolId,
      MfaConfiguration: 'OPTIONAL',
      SoftwareTokenMfaConfiguration: { Enabled: true },
    })
    expect(await description(id)).toMatchObject({ secondFactors: ['SOFTWARE_TOKEN_MFA'] })
    await server.userPools('SetUserPoolMfaConfig', { UserPoolId: poolId, MfaConfiguration: 'OFF' })
  })

  it('leaves out a logo that a form would have to wait for', async () => {
    let id = ''
    const { html } = await page(ClientId => {
      id = ClientId
      const Bytes = Buffer.concat([Buffer.from(png, 'base64'), Buffer.alloc(150_000)]).toString(
        'base64',
      ) as never
      return server.userPools('CreateManagedLoginBranding', {
        UserPoolId: poolId,
        ClientId,
        Assets: [{ Category: 'FORM_LOGO', ColorMode: 'LIGHT', Extension: 'PNG', Bytes }],
      })
    })
    expect(html).toMatch(/<img[^>]*src="data:image\/png;base64,/)
    expect(await description(id)).toMatchObject({ branding: { name: 'Photos' } })
    expect(JSON.stringify(await description(id))).not.toContain('data:image')
  })

  it('has the very style and logo that the hosted pages have', async () => {
    let id = ''
    const { html, css } = await page(ClientId => {
      id = ClientId
      return server.userPools('SetUICustomization', {
        UserPoolId: poolId,
        ClientId,
        ImageFile: png,
        CSS: '.submitButton-customizable { background-color: #ff5500; }',
      })
    })
    const logo = /<img[^>]*src="([^"]*)"/.exec(html)?.[1]
    expect(await description(id)).toMatchObject({ branding: { name: 'Photos', style: css, logo } })
  })
})
