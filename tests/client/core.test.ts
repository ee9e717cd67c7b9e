import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { pinnedNode, root } from '../../scripts/installation.js'

const client = join(root, 'packages/client')

/** What the compiler says of the core when it knows of no DOM and no Node. */
function complaints(project: string): string {
  try {
    execFileSync(pinnedNode, [join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', project])
    return ''
  } catch (error) {
    return String((error as { stdout?: Buffer }).stdout)
  }
}

test('the core compiles without DOM and without Node (amplify-js#194)', () => {
  expect(complaints(join(client, 'tsconfig.core.json'))).toBe('')
})

test('that check sees a DOM global and a Node built-in', () => {
  const folder = mkdtempSync(join(client, 'core-check-'))
  try {
    const settings = JSON.parse(readFileSync(join(client, 'tsconfig.core.json'), 'utf8'))
    writeFileSync(join(folder, 'sinner.ts'), 'export const sins = [localStorage, process.env]\n')
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        ...settings,
        extends: '../../../tsconfig.json',
        files: ['../core-globals.d.ts', 'sinner.ts'],
      }),
    )
    expect(complaints(folder)).toMatch(/localStorage[\s\S]*process/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

/** Bundles a few of the client's functions as an app for the browser would. */
async function bundle(names: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { ${names} } from '@latchkey/client${names === 'AWSMobileClient' ? '' : '/functions'}'`,
      resolveDir: client,
    },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    conditions: ['latchkey-source'],
    write: false,
  })
  return outputFiles[0]!.text
}

test('what an app does not import is not in its bundle (amplify-js#14485, #9817, #7570, #9047)', async () => {
  const signIn = await bundle('createClient, signIn, getTokens, signOut')
  for (const absent of [
    'GetCredentialsForIdentity',
    'ForgotPassword',
    'UpdateUserAttributes',
    'ConfirmSignUp',
    'ConfirmDevice',
    'AssociateSoftwareToken',
    'SetUserMFAPreference',
    'StartWebAuthnRegistration',
    'parseRequestOptionsFromJSON',
    'sessionStorage',
    'BroadcastChannel',
    'CognitoUserPool',
    'AppClientId',
    'aws_user_pools_id',
    'WebDomain',
  ]) {
    expect(signIn).not.toContain(absent)
  }
  expect(await bundle('AWSMobileClient')).toContain('GetCredentialsForIdentity')
  const reading = await bundle('createClient, readConfiguration')
  expect(reading).toContain('CognitoUserPool')
  expect(reading).not.toContain('aws_user_pools_id')
})

test('a bundle for the browser holds nothing of Node', async () => {
  expect(await bundle('AWSMobileClient')).not.toMatch(/node:|createHmac/)
})
