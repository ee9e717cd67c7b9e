const loopbackHost = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i

/** Whether a host, with or without a port, is this machine by one of its own names. */
export function namesThisMachine(host: string): boolean {
  return loopbackHost.test(host)
}
