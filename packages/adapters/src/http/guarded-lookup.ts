import { lookup as systemLookup, type LookupAddress, type LookupOptions } from "node:dns";
import type { LookupFunction } from "node:net";
import { forbidden } from "./host-policy.js";
import { isPublicAddress } from "./is-public-address.js";

/** How names become addresses; `dns.lookup` fits. */
export type AddressLookup = (
  hostname: string,
  options: LookupOptions & { readonly all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * A lookup for `net.connect` that lets only public addresses through. The socket connects to the very addresses checked here,
 * so a name cannot resolve to one address for the check and to another for the connection. A name with even one address
 * that is not public is refused.
 *
 * @param accepts Which addresses pass. @default isPublicAddress
 */
export function guardedLookup(lookup: AddressLookup | undefined, accepts: (address: string) => boolean = isPublicAddress): LookupFunction {
  return (hostname, options, callback) => {
    (lookup ?? systemLookup)(hostname, { ...options, all: true }, (error, addresses) => {
      const failure = error ?? refusal(hostname, addresses, accepts);
      const [first] = failure === null ? addresses : [];
      if (first === undefined) callback(failure ?? noAddress(hostname), "", 4);
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function refusal(hostname: string, addresses: readonly LookupAddress[], accepts: (address: string) => boolean): Error | null {
  const hidden = addresses.find(({ address }) => !accepts(address));
  return hidden === undefined ? null : refuse(hostname, hidden.address);
}

/** The error for a host whose address is not public. */
export function refuse(hostname: string, address: string): Error {
  const what = hostname === address ? hostname : `${hostname} (${address})`;
  return forbidden(`Cannot connect to ${what}: expected a public address or a host allowed by name`, { hostname, address });
}

function noAddress(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: "ENOTFOUND" });
}
