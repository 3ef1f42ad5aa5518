import { BlockList, isIPv6 } from "node:net";

/** Networks whose addresses are no place in the public Internet (IANA special-purpose registry, RFC 6890; multicast RFC 5771). */
const NOT_PUBLIC_V4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];
/** Global unicast is 2000::/3 (RFC 4291, section 2.4); these parts of it are tunnels to IPv4 or examples. */
const NOT_PUBLIC_V6: readonly (readonly [string, number])[] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];

const closedV4 = blocks(NOT_PUBLIC_V4, "ipv4");
const closedV6 = blocks(NOT_PUBLIC_V6, "ipv6");
const globalV6 = blocks([["2000::", 3]], "ipv6");

/**
 * True for an IP address that anyone can reach. What carries an IPv4 address inside an IPv6 one (`::ffff:127.0.0.1`, `64:ff9b::7f00:1`, 6to4) is
 * not: it would say another address than it reaches.
 */
export function isPublicAddress(address: string): boolean {
  const [plain = ""] = address.split("%");
  if (isIPv6(plain)) return globalV6.check(plain, "ipv6") && !closedV6.check(plain, "ipv6");
  return !closedV4.check(plain, "ipv4");
}

function blocks(networks: readonly (readonly [string, number])[], family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, family);
  return list;
}
