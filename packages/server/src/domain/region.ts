/** The region of a user pool (`us-east-1_abcDEF123`) or an identity pool (`us-east-1:UUID`), which its id begins with. */
export function regionOf(poolId: string): string {
  return /^[\w-]+?(?=[_:])/.exec(poolId)?.[0] ?? ''
}
