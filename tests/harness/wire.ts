/** What came back for one request: the body of a success or the parts of an error. */
export interface Answer {
  readonly status: number
  readonly body: Record<string, unknown> & { readonly __type?: string; readonly message?: string }
}

/** Sends one unsigned user-pool operation as JSON 1.1, exactly as given, and returns whatever comes back. */
export async function send(url: string, operation: string, input: unknown): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: typeof input === 'string' ? input : JSON.stringify(input),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) }
}
