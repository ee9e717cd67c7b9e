import type { OAuthErrorCode } from './oauth-error.ts'

/** The protocol's endpoints know no cookies, so every origin may call them. */
export const corsHeaders = { 'access-control-allow-origin': '*' }

const noStore = { 'cache-control': 'no-store', pragma: 'no-cache' }

/** What the answer is called where requests are counted: the name of a refusal, as operations have it. */
export function outcomeHeader(name: string): Record<string, string> {
  return { 'x-amzn-errortype': name }
}

/** An answer of an endpoint for programs, which nobody may keep. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json;charset=UTF-8', ...corsHeaders, ...noStore, ...headers },
  })
}

/** An error of an endpoint for programs (RFC 6749, 5.2). */
export function jsonError(
  error: OAuthErrorCode,
  description: string,
  status = 400,
  headers: Record<string, string> = {},
): Response {
  return json({ error, error_description: description }, status, { ...outcomeHeader(error), ...headers })
}

/**
 * A redirect: 303 after a form, so that no password is sent on (RFC 9700, 4.12), else 302.
 *
 * @param cookies values of `Set-Cookie`
 */
export function redirect(location: string, method: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location, 'referrer-policy': 'no-referrer', ...noStore })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(null, { status: method === 'GET' ? 302 : 303, headers })
}
