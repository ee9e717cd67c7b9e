import type { CreateTermsRequest, TermsType } from '@latchkey/protocol/user-pools'
import { errors, ServiceError } from '../errors.ts'
import type { PoolResourceRow } from '../store/schema.ts'
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
