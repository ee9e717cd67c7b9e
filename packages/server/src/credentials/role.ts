/** A role as its ARN names it. */
export interface Role {
  readonly arn: string
  /** Such as `aws`. */
  readonly partition: string
  readonly accountId: string
  /** Without the path. */
  readonly name: string
}

/** Reads `arn:PARTITION:iam::ACCOUNT:role/PATH/NAME`; `undefined` for anything else. */
export function parseRole(arn: string): Role | undefined {
  const parts = /^arn:([\w-]+):iam::(\d{12}):role\/(?:[\w+=,.@/-]*\/)?([\w+=,.@-]+)$/.exec(arn)
  if (!parts) return undefined
  const [, partition = '', accountId = '', name = ''] = parts
  return { arn, partition, accountId, name }
}
