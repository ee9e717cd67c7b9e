/** Temporary AWS credentials, in the shape of the AWS SDK for JavaScript v3. */
export interface AWSCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  /** By the service's clock. */
  readonly expiration: Date
  readonly identityId: string
}

export interface CachedCredentials {
  readonly value: AWSCredentials
  /** How long before their end they are renewed, in milliseconds. */
  readonly leeway: number
}
