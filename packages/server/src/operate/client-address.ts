import { BlockList, isIP } from 'node:net'

const loopback = ['127.0.0.0/8', '::1/128']
const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7']

/**
 * Reads the list of proxies whose `X-Forwarded-*` headers are believed.
 *
 * @param networks addresses, networks as `10.0.0.0/8`, or the words `loopback` and `private`
 * @throws TypeError for anything else
 */
export function parseTrustedProxies(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks.flatMap(namedNetworks)) {
    const [address = '', prefix, ...rest] = network.split('/')
    const version = isIP(address)
    const bits = prefix === undefined ? (version === 4 ? 32 : 128) : Number(prefix)
    const isValid = /^\d{1,3}$/.test(prefix ?? '0') && bits <= (version === 4 ? 32 : 128) && rest.length === 0
    if (version === 0 || !isValid) {
      throw new TypeError(
        `trustedProxies takes addresses, networks like 10.0.0.0/8, loopback and private, not ${network}.`,
      )
    }
    list.addSubnet(address, bits, version === 4 ? 'ipv4' : 'ipv6')
  }
  return list
}

function namedNetworks(network: string): readonly string[] {
  if (network === 'loopback') return loopback
  return network === 'private' ? privateNetworks : [network]
}

/**
 * The address that a request came from: the connection's, or, where that is a trusted proxy's, the last one in
 * `X-Forwarded-For` that no trusted proxy has. What stands before it the client may have written itself.
 */
export function clientAddress(
  connection: string | undefined,
  forwardedFor: string | null,
  trusted: BlockList | undefined,
): string | undefined {
  if (connection === undefined || !trusted || !isTrusted(connection, trusted)) return connection
  const hops = (forwardedFor ?? '')
    .split(',')
    .map(hop => hop.trim())
    .filter(hop => hop !== '')
  let client = connection
  for (const hop of hops.reverse()) {
    const address = bareAddress(hop)
    if (isIP(address) === 0) break
    client = address
    if (!isTrusted(address, trusted)) break
  }
  return client
}

export function isTrusted(address: string, trusted: BlockList): boolean {
  const version = isIP(address)
  return version !== 0 && trusted.check(address, version === 4 ? 'ipv4' : 'ipv6')
}

/** `[2001:db8::1]:443` and `192.0.2.1:443` without brackets and port. */
function bareAddress(hop: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(hop)?.[1]
  if (bracketed !== undefined) return bracketed
  return isIP(hop) === 0 ? hop.replace(/:\d+$/, '') : hop
}
