import { BlockList } from 'node:net'

const special = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  special.addSubnet(network, prefix, 'ipv4')
}
for (const [network, prefix] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  special.addSubnet(network, prefix, 'ipv6')
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** `::ffff:1.2.3.4` is the IPv4 address that it carries: a `BlockList` of IPv4 knows it so (RFC 4291, 2.5.5.2). */
const familyOf = (address: string) => (address.includes(':') ? 'ipv6' : 'ipv4')

/** Whether an IP address is one of the public Internet: none of RFC 6890's special-purpose ones. */
export function isPublicAddress(address: string): boolean {
  return !special.check(address, familyOf(address))
}

/** Whether an IP address is this machine's own. */
export function isLoopbackAddress(address: string): boolean {
  return loopback.check(address, familyOf(address))
}
