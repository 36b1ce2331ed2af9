import ipaddr from "ipaddr.js";

const GLOBAL_UNICAST = ipaddr.IPv6.parse("2000::"); // 2000::/3, all that has been given out so far
const DOCUMENTATION = ipaddr.IPv6.parse("3fff::"); // 3fff::/20

/**
 * Whether an IP address belongs to the public internet: plain unicast, and not loopback, private, link-local, carrier-grade
 * NAT, multicast, documentation, or an IPv6 form that stands for an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo).
 * What is no address is not public.
 */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, ""); // without the zone of a link-local address
  if (!ipaddr.isValid(bare)) return false;
  const parsed = ipaddr.parse(bare);
  if (parsed.range() !== "unicast") return false;
  return parsed instanceof ipaddr.IPv4 || (parsed.match(GLOBAL_UNICAST, 3) && !parsed.match(DOCUMENTATION, 20));
}
