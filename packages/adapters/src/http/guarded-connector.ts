import { isIP, Socket } from "node:net";
import { getCACertificates } from "node:tls";
import { buildConnector } from "undici";
import { type AddressLookup, guardedLookup, refuse } from "./guarded-lookup.js";
import { type HostPolicy, portOf } from "./host-policy.js";
import { isPublicAddress } from "./is-public-address.js";

/** What {@link guardedConnector} gives. */
export interface GuardedConnector {
  readonly connect: buildConnector.connector;
  /** Destroys the sockets that are still connecting; no dispatcher knows of them yet. */
  readonly destroy: () => void;
}

/** What {@link guardedConnector} needs to know. */
export interface GuardedConnectorOptions {
  readonly policy: HostPolicy;
  readonly timeoutMs: number;
  readonly lookup?: AddressLookup | undefined;
  /** Trusted beside the authorities that Node trusts, in PEM. */
  readonly ca?: string | undefined;
}

/** Opens connections for undici, to public addresses and to hosts that the policy allows by name. */
export function guardedConnector({ policy, timeoutMs, lookup, ca }: GuardedConnectorOptions): GuardedConnector {
  const trusted = ca === undefined ? {} : { ca: [...getCACertificates("default"), ca] };
  const common = { timeout: timeoutMs, allowH2: false, ...trusted };
  const free = buildConnector({ ...common, lookup: guardedLookup(lookup, () => true) });
  const guarded = buildConnector({ ...common, lookup: guardedLookup(lookup) });
  const connecting = new Set<Socket>();
  const connect: buildConnector.connector = (options, callback) => {
    const { hostname, protocol, port } = options;
    const allowed = policy.allows(urlHost(hostname), portOf(protocol, port));
    if (!allowed && isIP(hostname) !== 0 && !isPublicAddress(hostname)) {
      callback(refuse(hostname, hostname), null);
      return;
    }
    const open: (...connection: Parameters<typeof free>) => unknown = allowed ? free : guarded; // returns its socket, which undici's types leave out
    const socket = open(options, (...result) => {
      if (socket instanceof Socket) connecting.delete(socket);
      callback(...result);
    });
    if (socket instanceof Socket) connecting.add(socket);
  };
  const destroy = (): void => {
    for (const socket of connecting) socket.destroy();
  };
  return { connect, destroy };
}

function urlHost(hostname: string): string {
  return isIP(hostname) === 6 ? `[${hostname}]` : hostname;
}
