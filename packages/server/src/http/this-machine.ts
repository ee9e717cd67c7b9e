const loopbackHost = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i

/** Whether a host, with or without a port, is this machine by one of its own names. */
export function namesThisMachine(host: string): boolean {
  return loopbackHost.test(host)
}

/** Whether a request comes from no page at all, or from a page of this machine: browsers say which (`Origin`). */
export function isFromThisMachine(headers: Headers): boolean {
  const origin = headers.get('origin')
  // Pages that tell no referrer have the origin `null`; no page can set this header.
  const isOwn = headers.get('sec-fetch-site') === 'same-origin'
  return origin === null || isOwn || namesThisMachine(URL.parse(origin)?.host ?? '')
}
