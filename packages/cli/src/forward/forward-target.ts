import { createHash } from "node:crypto";
import { REDACTED } from "@sluice/core-events";
import * as z from "zod";
import { UsageError } from "../usage-error.js";
import { type ForwardAddress, FORWARD_PATTERN, parseForwardAddress } from "./forward-address.js";

/** One place that the events of a run are forwarded to, as it stands among the settings of a run. */
export const forwardTargetSchema = z.object({
  /** The address, or `env:NAME`, which is where it is. */
  to: z.string(),
  /** Which event types go. */
  types: z.array(z.string()).min(1),
  /** Under which name the position is kept; `null` for one made of the address. */
  name: z.string().nullable(),
  /** The `source` of CloudEvents; `null` for that of the transport. */
  source: z.string().nullable(),
  /** How long the end of a run waits for what is on its way. */
  waitSeconds: z.number(),
});

/** @see {@link forwardTargetSchema} */
export type ForwardTarget = Readonly<z.infer<typeof forwardTargetSchema>>;

/** What holds for a target that is a mere address. */
export const FORWARD_DEFAULTS: Omit<ForwardTarget, "to"> = { types: ["*"], name: null, source: null, waitSeconds: 10 };

/** A target as it may be stored: a reference stays, of a password only that there was one. */
export function storableForward(target: ForwardTarget): ForwardTarget {
  return { ...target, to: target.to.replace(/^(\w+:\/\/[^/?#]*?):[^/?#]*@/, `$1:${encodeURIComponent(REDACTED)}@`) };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** A target with its secrets in place. */
export interface ResolvedForward {
  readonly target: ForwardTarget;
  readonly address: ForwardAddress;
  /** The name of the stored position: the same for the same broker and stream, whatever the credentials. */
  readonly consumer: string;
}

/**
 * Replaces a reference by what the environment holds; a password may be missing.
 *
 * @throws {UsageError} If the variable is not set or holds no address.
 */
export function locateForward(target: ForwardTarget, env: Environment): ResolvedForward {
  const address = parseForwardAddress(target.to.startsWith("env:") ? fromEnvironment(target.to.slice("env:".length), env) : target.to);
  return { target, address, consumer: target.name ?? `${address.kind}-${hashOf(address.name)}` };
}

/**
 * Replaces references by what the environment holds.
 *
 * @throws {UsageError} If a variable is not set or holds no address, a password was never stored, or two targets share a position.
 */
export function resolveForwards(targets: readonly ForwardTarget[], env: Environment): ResolvedForward[] {
  const resolved = targets.map((target): ResolvedForward => {
    const located = locateForward(target, env);
    const { address } = located;
    if (address.password === REDACTED) {
      throw new UsageError(`Cannot forward to ${address.name}: its password is a secret, which is not stored; expected the whole address again (--forward, or --to of sluice forward), or better env:NAME from the start; --no-forward goes on without`);
    }
    return located;
  });
  const names = resolved.map(({ consumer }) => consumer);
  const twice = resolved.find(({ consumer }, at) => names.indexOf(consumer) < at);
  if (twice !== undefined) throw new UsageError(`Cannot forward events: expected targets that differ in address or name, received ${twice.address.name} twice`);
  return resolved;
}

function fromEnvironment(variable: string, env: Environment): string {
  const value = env[variable];
  if (value === undefined) throw new UsageError(`Cannot forward events: expected the environment variable ${variable}, received none`);
  if (FORWARD_PATTERN.test(value) && !value.startsWith("env:")) return value;
  throw new UsageError(`Cannot forward events: expected redis[s]://… or kafka[s]://… in the environment variable ${variable}, received another text`);
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
