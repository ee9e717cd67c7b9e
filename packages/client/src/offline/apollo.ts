import type { Offline } from './offline.ts'

/** What is needed of Apollo Client's `HttpLink`. */
type HttpLinkOf<Link> = new (options: { uri: string; fetch: typeof fetch; fetchOptions: object }) => Link

/**
 * A link of Apollo Client that works offline: queries come from the cache, mutations wait for the connection.
 *
 * @example new ApolloClient({ link: offlineLink(HttpLink, { uri, offline }), cache: new InMemoryCache() })
 */
export function offlineLink<Link>(
  HttpLink: HttpLinkOf<Link>,
  { uri, offline }: { readonly uri: string; readonly offline: Offline },
): Link {
  return new HttpLink({ uri, fetch: offline.fetch, fetchOptions: {} })
}
