/**
 * Cognito's service model as data: every operation with its input, output and errors, every structure's
 * members, every type's limits. The server checks input by it, and the wire types are generated from it.
 */
import identityPoolsJson from '../../model/identity-pools.json' with { type: 'json' }
import userPoolsJson from '../../model/user-pools.json' with { type: 'json' }
import additionsJson from '../../model/user-pools-additions.json' with { type: 'json' }

export interface OperationModel {
  readonly input: string
  readonly output: string
  readonly errors: readonly string[]
  /** Whether Amazon asks for a SigV4 signature. */
  readonly signed: boolean
}

export interface MemberModel {
  readonly is: string
  readonly required?: boolean
  readonly default?: unknown
}

export type StructureModel = Readonly<Record<string, MemberModel>>

export type TypeModel =
  | {
      readonly type: 'string'
      readonly min?: number
      readonly max?: number
      readonly pattern?: string
      readonly sensitive?: boolean
    }
  | { readonly type: 'integer' | 'long'; readonly min?: number; readonly max?: number }
  | { readonly type: 'enum'; readonly values: readonly string[] }
  | { readonly type: 'list'; readonly of: string; readonly min?: number; readonly max?: number }
  | {
      readonly type: 'map'
      readonly key: string
      readonly value: string
      readonly min?: number
      readonly max?: number
      readonly sensitive?: boolean
    }
  | { readonly type: 'blob'; readonly min?: number; readonly max?: number }
  | { readonly type: 'boolean' | 'timestamp' | 'document' | 'double' }

export interface ServiceModel {
  readonly operations: Readonly<Record<string, OperationModel>>
  readonly structures: Readonly<Record<string, StructureModel>>
  readonly types: Readonly<Record<string, TypeModel>>
  readonly errors: Readonly<Record<string, { readonly fault: string; readonly status: number }>>
}

type Section = Record<string, Record<string, unknown>>

/** Lays newer members and operations over a model; members of a structure are added, nothing is taken away. */
function extend(base: Record<string, Section>, additions: Record<string, Section>): ServiceModel {
  const merged: Record<string, Section> = {}
  for (const section of ['operations', 'structures', 'types', 'errors']) {
    const entries: Section = { ...base[section] }
    for (const [name, value] of Object.entries(additions[section] ?? {})) {
      entries[name] = section === 'structures' ? { ...entries[name], ...value } : value
    }
    merged[section] = entries
  }
  return merged as unknown as ServiceModel
}

/** `AWSCognitoIdentityProviderService`. */
export const userPoolsModel: ServiceModel = extend(
  userPoolsJson as unknown as Record<string, Section>,
  additionsJson as unknown as Record<string, Section>,
)

/** `AWSCognitoIdentityService`. */
export const identityPoolsModel: ServiceModel = identityPoolsJson as unknown as ServiceModel
