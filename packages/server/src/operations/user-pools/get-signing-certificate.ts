import { signingCertificate } from '../../domain/signing-certificate.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** GetSigningCertificate. */
export const getSigningCertificate: UserPoolOperation<'GetSigningCertificate'> = async (
  { environment },
  { UserPoolId },
) => {
  const pool = await loadPool(environment, UserPoolId)
  return { Certificate: await signingCertificate(environment, pool.id) }
}
