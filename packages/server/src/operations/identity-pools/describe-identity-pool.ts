import { describeIdentityPool as describe } from '../../domain/identity-pool.ts'
import { type IdentityPoolOperation, loadIdentityPool } from './load.ts'

/** DescribeIdentityPool. */
export const describeIdentityPool: IdentityPoolOperation<'DescribeIdentityPool'> = async (
  { environment },
  input,
) => describe(await loadIdentityPool(environment, input.IdentityPoolId))
