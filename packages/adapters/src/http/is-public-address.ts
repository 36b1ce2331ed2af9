import ipaddr from "ipaddr.js";

/**
 * Whether an IP address belongs to the public internet: plain unicast, and not loopback, private, link-local, carrier-grade
 * NAT, multicast, documentation, or an IPv6 form that stands for an IPv4 address (mapped, NAT64, 6to4, Teredo).
 * What is no address is not public.
 */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, ""); // without the zone of a link-local address
  return ipaddr.isValid(bare) && ipaddr.parse(bare).range() === "unicast";
}
