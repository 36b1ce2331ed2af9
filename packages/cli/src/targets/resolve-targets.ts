import { collectSecrets, REDACTED } from "@sluice/core-events";
import { UsageError } from "../usage-error.js";
import type { Target } from "./target.js";

/** Targets ready to be opened, and every secret among them. */
export interface ResolvedTargets {
  readonly sinks: readonly Target[];
  readonly secrets: readonly string[];
}

/**
 * Puts the URLs of databases in place that are in the environment.
 *
 * @throws {UsageError} If a variable is not set or holds no such URL, or a password is missing because it was never stored.
 */
export function resolveTargets(sinks: readonly Target[], env: Readonly<Record<string, string | undefined>>): ResolvedTargets {
  const secrets: string[] = [];
  const resolved = sinks.map((sink): Target => {
    if (sink.kind !== "postgres") return sink;
    const url = sink.url.startsWith("env:") ? fromEnvironment(sink.url.slice("env:".length), env) : sink.url;
    requireWhole(sink, url, env);
    secrets.push(...collectSecrets(url), ...(sink.url === url ? [] : [url]));
    return { ...sink, url };
  });
  return { sinks: resolved, secrets };
}

function fromEnvironment(variable: string, env: Readonly<Record<string, string | undefined>>): string {
  const url = env[variable];
  if (url === undefined) throw new UsageError(`Cannot open the sink: expected the environment variable ${variable}, received none`);
  if (/^postgres(ql)?:\/\//.test(url) && URL.canParse(url)) return url;
  throw new UsageError(`Cannot open the sink: expected postgres://… in the environment variable ${variable}, received another text`);
}

function requireWhole(sink: Target & { readonly kind: "postgres" }, url: string, env: Readonly<Record<string, string | undefined>>): void {
  if (!URL.canParse(url)) throw new UsageError("Cannot open the sink: expected postgres://user@host:port/database, received another text");
  const isWhole = !decodeURIComponent(url).includes(REDACTED) && (sink.isPasswordMissing !== true || env["PGPASSWORD"] !== undefined);
  if (isWhole) return;
  throw new UsageError("Cannot open the sink: its URL holds a secret, which is not stored; expected the password in PGPASSWORD or, better, --sink postgres:env:NAME from the start");
}
