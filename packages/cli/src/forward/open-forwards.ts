import { Redactor } from "@sluice/core-events";
import type { Terminal } from "../output/terminal.js";
import type { ResolvedForward } from "./forward-target.js";
import { LogForward } from "./log-forward.js";
import { openTransport } from "./open-transport.js";

/** The ways to brokers, not begun yet. */
export interface OpenForwards {
  readonly forwards: readonly LogForward[];
  /** What must not show: passwords. */
  readonly secrets: readonly string[];
}

/** What must not show of these. */
export function passwordsOf(resolved: readonly ResolvedForward[]): string[] {
  return resolved.flatMap(({ address }) => (address.password === null ? [] : [address.password]));
}

/**
 * Makes the way to each target; a transport connects when something is sent.
 *
 * @throws {UsageError} If an address is of no use. @throws {SluiceError} `DEPENDENCY_MISSING`.
 */
export async function openForwards(resolved: readonly ResolvedForward[], terminal: Terminal): Promise<OpenForwards> {
  const secrets = passwordsOf(resolved);
  const redactor = new Redactor(secrets);
  const forwards: LogForward[] = [];
  for (const one of resolved) {
    const transport = await openTransport({ address: one.address, source: one.target.source });
    forwards.push(new LogForward(one, transport, { redactor, terminal }));
  }
  return { forwards, secrets };
}
