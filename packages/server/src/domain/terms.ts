import type { CreateTermsRequest, TermsType } from '@latchkey/protocol/user-pools'
import type { Environment } from '../environment.ts'
import { errors, ServiceError } from '../errors.ts'
import type { PoolResourceRow } from '../store/schema.ts'
import { readResource } from '../store/units/pool-resources.ts'
import { type Resource, resourceNotFound, resourceOf } from './resource.ts'

/** Terms as they are stored, without their id. */
export type TermsBody = Omit<CreateTermsRequest, 'UserPoolId'>

/** One document of each type. */
export const termsPerClient = 2

const types = ['terms-of-use', 'privacy-policy'] as const

export const termsNotFound = () => resourceNotFound('Terms do not exist.')

/** Names begin with the type of the document; a client has one of each type. */
export function termsTypeOf(name: string): string {
  return types.find(type => name.startsWith(type)) ?? name
}

/** The key under which a client's document of a type is found. */
export function termsKey(clientId: string, type: string): string {
  return `${clientId}/${type}`
}

export const termsExist = (name: string) =>
  new ServiceError('TermsExistsException', `The client has terms of the type ${termsTypeOf(name)} already.`)

/** Cognito's names of languages, by those of BCP 47. */
const languages: Readonly<Record<string, string>> = {
  de: 'cognito:german',
  en: 'cognito:english',
  es: 'cognito:spanish',
  fr: 'cognito:french',
  it: 'cognito:italian',
  ja: 'cognito:japanese',
  ko: 'cognito:korean',
  pt: 'cognito:portuguese-brazil',
  zh: 'cognito:chinese-simplified',
}

/**
 * The addresses of a client's terms, for a page in a language.
 *
 * @param language BCP 47
 */
export async function termsLinks(
  { engine }: Environment,
  poolId: string,
  clientId: string,
  language: string,
): Promise<{ readonly termsOfUse?: string; readonly privacyPolicy?: string }> {
  const rows = await engine.read(function* () {
    const found: (PoolResourceRow | undefined)[] = []
    for (const type of types) {
      const pointer = yield* readResource(poolId, 'terms-client', termsKey(clientId, type))
      const id = pointer && resourceOf<{ readonly id: string }>(pointer).body.id
      found.push(id === undefined ? undefined : yield* readResource(poolId, 'terms', id))
    }
    return found
  })
  const [termsOfUse, privacyPolicy] = rows.map(row => {
    const links: Readonly<Record<string, string>> = (row && describeTerms(row).Links) ?? {}
    return links[languages[language.split('-')[0] ?? ''] ?? ''] ?? links['cognito:default']
  })
  return { ...(termsOfUse ? { termsOfUse } : {}), ...(privacyPolicy ? { privacyPolicy } : {}) }
}

/** Links are of web pages, one of them for every other language. @throws ServiceError `InvalidParameterException` */
export function checkLinks(links: Readonly<Record<string, string>> | undefined): void {
  if (!links) return
  if (!links['cognito:default']) throw errors.invalidParameter('Links must have one of cognito:default.')
  for (const link of Object.values(links)) {
    if (!/^https?:$/.test(URL.parse(link)?.protocol ?? '')) {
      throw errors.invalidParameter('Links must be addresses of web pages.')
    }
  }
}

/** Terms as the operations describe them. */
export function describeTerms(row: PoolResourceRow): TermsType {
  const { id, body, createdAt, modifiedAt }: Resource<TermsBody> = resourceOf(row)
  return {
    TermsId: id,
    UserPoolId: row.pool_id,
    ...body,
    Links: body.Links ?? {},
    CreationDate: createdAt / 1000,
    LastModifiedDate: modifiedAt / 1000,
  }
}
