import { createHash } from 'node:crypto'
import { openText, sealText } from '../domain/sealed-text.ts'
import type { Environment } from '../environment.ts'
import type { OAuthTransactionRow } from '../store/schema.ts'
import { putTransaction, readTransaction, takeTransaction } from '../store/units/oauth-transactions.ts'

/**
 * What lives for minutes between two requests:
 * - `code`: an authorization code, for the token endpoint;
 * - `pending`: a sign-in under way on the hosted pages, for the browser's cookie;
 * - `federation`: a request to an identity provider, for its answer;
 * - `leaving`: a logout at a provider, for its answer;
 * - `arrival`: a verified answer that came from another site, for the browser that brought it.
 */
export type TransactionKind = 'code' | 'pending' | 'federation' | 'leaving' | 'arrival'

/** How long each kind counts, in milliseconds. */
const lifetimes: Readonly<Record<TransactionKind, number>> = {
  code: 5 * 60_000,
  pending: 60 * 60_000,
  federation: 10 * 60_000,
  leaving: 10 * 60_000,
  arrival: 60_000,
}

/** How much longer a row is kept, so that a code's second use is still noticed. */
const keptAfter: Readonly<Partial<Record<TransactionKind, number>>> = { code: 24 * 60 * 60_000 }

/** A value that only who was given it can know: 256 random bits. */
export function newSecret({ random }: Pick<Environment, 'random'>): string {
  return Buffer.from(random(32)).toString('base64url')
}

/** What the store keeps of such a value. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

const contextOf = (kind: TransactionKind, idHash: string) => `oauth ${kind} ${idHash}`

/** A row that keeps a body under a secret's hash, sealed. */
export async function newTransaction(
  environment: Environment,
  poolId: string,
  kind: TransactionKind,
  secret: string,
  body: unknown,
  sessionId = '',
): Promise<OAuthTransactionRow> {
  const idHash = secretHash(secret)
  const expiresAt = environment.now() + lifetimes[kind]
  return {
    pool_id: poolId,
    kind,
    id_hash: idHash,
    body: await sealText(environment, poolId, contextOf(kind, idHash), JSON.stringify(body)),
    session_id: sessionId,
    expires_at: expiresAt,
    kept_until: expiresAt + (keptAfter[kind] ?? 0),
    used_at: 0,
  }
}

/** Keeps a body and gives the secret that leads to it. */
export async function keep(
  environment: Environment,
  poolId: string,
  kind: TransactionKind,
  body: unknown,
): Promise<string> {
  const secret = newSecret(environment)
  const row = await newTransaction(environment, poolId, kind, secret, body)
  await environment.engine.write(() => putTransaction(row))
  return secret
}

async function open<Body>(environment: Environment, row: OAuthTransactionRow): Promise<Body> {
  const context = contextOf(row.kind as TransactionKind, row.id_hash)
  return JSON.parse(await openText(environment, row.pool_id, context, row.body)) as Body
}

/** What is kept under a secret, as long as it counts. */
export async function look<Body>(
  environment: Environment,
  poolId: string,
  kind: TransactionKind,
  secret: string,
): Promise<{ readonly row: OAuthTransactionRow; readonly body: Body } | undefined> {
  const row = await environment.engine.read(() => readTransaction(poolId, kind, secretHash(secret)))
  if (!row || environment.now() > row.expires_at) return undefined
  return { row, body: await open<Body>(environment, row) }
}

/** Takes away what is kept under a secret; one of many gets it. */
export async function take<Body>(
  environment: Environment,
  poolId: string,
  kind: TransactionKind,
  secret: string,
): Promise<Body | undefined> {
  const row = await environment.engine.write(() => takeTransaction(poolId, kind, secretHash(secret)))
  return row && environment.now() <= row.expires_at ? await open<Body>(environment, row) : undefined
}
