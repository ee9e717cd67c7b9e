import type {
  CustomDomainConfigType,
  DomainDescriptionType,
  RoutingType,
} from '@latchkey/protocol/user-pools'
import type { Environment } from '../environment.ts'
import { errors } from '../errors.ts'
import type { PoolResourceRow } from '../store/schema.ts'
import { type Resource, resourceOf, versionOf } from './resource.ts'

/** What a domain was given. */
export interface DomainBody {
  /** Only of a custom domain, such as `auth.example.com`; a prefix has none. */
  readonly CustomDomainConfig?: CustomDomainConfigType | undefined
  readonly ManagedLoginVersion?: number | undefined
  readonly Routing?: RoutingType | undefined
}

/** Whether a domain is one's own, and not a prefix under the service's. */
export function isCustomDomain(domain: string): boolean {
  return domain.includes('.')
}

/** What the reserved words of a prefix are (CreateUserPoolDomain). */
const reserved = /aws|amazon|cognito/

/** @throws ServiceError `InvalidParameterException` */
export function checkDomain(domain: string, custom: CustomDomainConfigType | undefined): void {
  if (isCustomDomain(domain) !== (custom !== undefined)) {
    throw errors.invalidParameter(
      custom
        ? `${domain} is a prefix: a custom domain has a dot.`
        : `${domain} is a custom domain and needs CustomDomainConfig.`,
    )
  }
  const word = custom ? undefined : reserved.exec(domain)?.[0]
  if (word !== undefined) throw errors.invalidParameter(`Domain cannot contain reserved word: ${word}`)
}

/** A domain as DescribeUserPoolDomain shows it; without `S3Bucket`, since its pages are the server's own. */
export function describeDomain(environment: Environment, row: PoolResourceRow): DomainDescriptionType {
  const { id, body, modifiedAt }: Resource<DomainBody> = resourceOf(row)
  return {
    UserPoolId: row.pool_id,
    AWSAccountId: environment.accountId,
    Domain: id,
    Status: 'ACTIVE',
    Version: versionOf(modifiedAt),
    ManagedLoginVersion: 1,
    CloudFrontDistribution: isCustomDomain(id) ? id : new URL(environment.issuer()).host,
    // Empty for a prefix, though the model has a certificate in every one.
    CustomDomainConfig: {} as CustomDomainConfigType,
    ...body,
  }
}
