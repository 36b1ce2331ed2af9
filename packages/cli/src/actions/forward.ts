import { Redactor } from "@sluice/core-events";
import { type EventLogReader, fileLogReader } from "@sluice/event-bus";
import type { Flags } from "../config/flags-to-config.js";
import { FORWARD_FORMS, FORWARD_PATTERN } from "../forward/forward-address.js";
import { forwardLines } from "../forward/forward-lines.js";
import type { ForwardSummary } from "../forward/forward-summary.js";
import { type ForwardTarget, resolveForwards } from "../forward/forward-target.js";
import type { LogForward } from "../forward/log-forward.js";
import { openForwards, passwordsOf } from "../forward/open-forwards.js";
import { EXIT_CODES } from "../exit-codes.js";
import { type FoundLog, findLog } from "../log/find-log.js";
import { Reading } from "../log/reading.js";
import { asUsageError } from "../run/usage-of-pipeline.js";
import type { Session } from "../session.js";
import { resolveForward } from "../settings/forward.js";
import { loadStoredSettings } from "../settings/load-stored-run.js";
import { withoutUndefined } from "../settings/without-undefined.js";
import { UsageError } from "../usage-error.js";

const DEFAULT_WAIT_SECONDS = 60;

/**
 * `sluice forward`: sends a log to brokers, each behind what it has acknowledged before. Exit code 1 if something is left that was
 * to be sent. Ctrl-C ends it in an orderly way; what is left then is for the next call.
 */
export async function forward(named: string | undefined, flags: Flags, session: Session): Promise<number> {
  const { io, terminal } = session;
  const found = await findLog(named, flags, io.cwd);
  const resolved = resolveForwards(await targetsOf(flags, found), io.env);
  terminal.redactWith(new Redactor(passwordsOf(resolved)));
  const waitMs = flags["follow"] === true ? null : waitSecondsOf(flags) * 1_000;
  const { forwards } = await openForwards(resolved, terminal);
  using reading = new Reading(session);
  const summaries = await send(forwards, { log: fileLogReader(found.directory), waitMs, signal: reading.signal });
  for (const line of forwardLines(summaries)) terminal.line(line.replace(/^forward +/, ""));
  const isDone = summaries.every(({ state }) => state === "complete" || (state === "behind" && waitMs === null)); // it is stopped while events come
  return isDone ? EXIT_CODES.ok : EXIT_CODES.failed;
}

interface Sending {
  readonly log: EventLogReader;
  /** `null` goes on until the signal aborts. */
  readonly waitMs: number | null;
  readonly signal: AbortSignal;
}

async function send(forwards: readonly LogForward[], { log, waitMs, signal }: Sending): Promise<ForwardSummary[]> {
  const { last } = await log.range();
  const ended = asUsageError(() => Promise.all(forwards.map((one) => one.start(log))));
  if (waitMs === null) await Promise.race([ended, untilAborted(signal)]);
  const enough = waitMs === null ? signal : AbortSignal.any([signal, AbortSignal.timeout(Math.round(waitMs))]);
  const end = waitMs === null ? (await log.range()).last : last;
  return await Promise.all(forwards.map((one) => one.close(end, enough)));
}

/** Those of the command line, or those that the run was started with. */
async function targetsOf(flags: Flags, { stateDirectory }: FoundLog): Promise<readonly ForwardTarget[]> {
  const given = (flags["to"] ?? []) as readonly string[]; // commander collects texts
  if (!given.every((to) => FORWARD_PATTERN.test(to))) throw new UsageError(`Cannot forward events: --to must be ${FORWARD_FORMS}, received another text`);
  const stored = given.length === 0 && stateDirectory !== null ? (await loadStoredSettings(stateDirectory)).forward : resolveForward([...given]);
  if (stored.length === 0) throw new UsageError("Cannot forward events: expected --to ADDRESS, because the run was started without --forward, received none");
  const name = flags["name"];
  if (typeof name === "string" && stored.length > 1) throw new UsageError(`Cannot forward events: expected one address for --name, received ${stored.length}`);
  const types = flags["type"] as string[] | undefined; // commander collects texts
  return stored.map((target) => ({ ...target, ...withoutUndefined({ types, name: typeof name === "string" ? name : undefined }) }));
}

function waitSecondsOf({ wait }: Flags): number {
  if (wait === undefined) return DEFAULT_WAIT_SECONDS;
  const seconds = typeof wait === "string" && /^\d+(\.\d+)?$/.test(wait) ? Number(wait) : Infinity;
  if (seconds <= 2_000_000) return seconds;
  throw new UsageError(`Cannot forward events: --wait must be a number of seconds, at most 2000000, received ${JSON.stringify(wait)}`);
}

/** Resolves when the signal aborts. */
async function untilAborted(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  if (signal.aborted) return;
  signal.addEventListener("abort", () => resolve(undefined), { once: true });
  await promise;
}
