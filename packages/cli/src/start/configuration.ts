import { existsSync, readFileSync } from 'node:fs'
import { dirname, isAbsolute, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Configuration } from '@latchkey/server'
import { CommandError } from '../command-error.ts'

/** The names that are looked for where the command is run. */
const usualNames = ['latchkey.config.ts', 'latchkey.config.js', 'latchkey.config.mjs', 'latchkey.config.json']

type Kind = 'text' | 'number' | 'boolean' | 'list' | 'object' | 'objectOrFalse'

/** Every member and what it must be; the types say the rest. */
const members: Readonly<Record<keyof Configuration, Kind>> = {
  host: 'text',
  port: 'number',
  tls: 'object',
  logLevel: 'text',
  storage: 'object',
  region: 'text',
  issuer: 'text',
  local: 'boolean',
  adminKeys: 'list',
  smtp: 'object',
  delivery: 'object',
  provision: 'object',
  functions: 'object',
  lambda: 'object',
  loginProviders: 'object',
  externalSts: 'object',
  accountId: 'text',
  rootKey: 'text',
  metrics: 'object',
  console: 'boolean',
  rateLimits: 'objectOrFalse',
  codeWithoutPkce: 'boolean',
  rotateKeysAfterDays: 'number',
  trustedProxies: 'list',
}

const expectations: Readonly<Record<Kind, string>> = {
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
  list: 'a list',
  object: 'an object',
  objectOrFalse: 'an object or false',
}

/**
 * Reads the configuration file: JSON, or a module whose default export it is. Paths in it are relative to the file.
 *
 * @param file default: `latchkey.config.ts`, `.js`, `.mjs` or `.json` in the current folder, where there is one
 * @throws CommandError when it cannot be read, or a member is unknown or of another kind than expected
 */
export async function readConfiguration(file: string | undefined, folder: string): Promise<Configuration> {
  const path = file === undefined ? findUsual(folder) : resolve(folder, file)
  if (path === undefined) return {}
  const content = path.endsWith('.json') ? readJson(path) : await importDefault(path)
  return withAbsolutePaths(checked(content, path), dirname(path))
}

function findUsual(folder: string): string | undefined {
  return usualNames.map(name => resolve(folder, name)).find(path => existsSync(path))
}

function readJson(path: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new CommandError(`the configuration cannot be read from ${path}.`, { cause })
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new CommandError(`${path} is not JSON: ${(cause as Error).message}`, { cause })
  }
}

async function importDefault(path: string): Promise<unknown> {
  try {
    const module = (await import(pathToFileURL(path).href)) as { readonly default?: unknown }
    return module.default
  } catch (cause) {
    throw new CommandError(`the configuration cannot be loaded from ${path}: ${(cause as Error).message}`, {
      cause,
    })
  }
}

function checked(content: unknown, path: string): Configuration {
  if (!isObject(content)) throw new CommandError(`${path} should hold one object.`)
  for (const [name, value] of Object.entries(content)) {
    if (!Object.hasOwn(members, name)) {
      throw new CommandError(
        `${path}: ${name} is unknown. Known are ${Object.keys(members).sort().join(', ')}.`,
      )
    }
    const kind = members[name as keyof Configuration]
    if (!isOfKind(value, kind)) throw new CommandError(`${path}: ${name} should be ${expectations[kind]}.`)
  }
  return content as Configuration
}

function isOfKind(value: unknown, kind: Kind): boolean {
  switch (kind) {
    case 'text':
      return typeof value === 'string'
    case 'number':
      return typeof value === 'number'
    case 'boolean':
      return typeof value === 'boolean'
    case 'list':
      return Array.isArray(value)
    case 'object':
      return isObject(value)
    case 'objectOrFalse':
      return value === false || isObject(value)
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function withAbsolutePaths(configuration: Configuration, folder: string): Configuration {
  const absolute = (path: string) => (isAbsolute(path) ? path : resolve(folder, path))
  const { storage, functions, tls } = configuration
  return {
    ...configuration,
    ...(storage?.kind === 'directory' ? { storage: { ...storage, path: absolute(storage.path) } } : {}),
    ...(functions
      ? {
          functions: Object.fromEntries(
            Object.entries(functions).map(([name, value]) => [
              name,
              typeof value === 'string' ? absolute(value) : value,
            ]),
          ),
        }
      : {}),
    ...(tls
      ? { tls: { certificateFile: absolute(tls.certificateFile), keyFile: absolute(tls.keyFile) } }
      : {}),
  }
}
