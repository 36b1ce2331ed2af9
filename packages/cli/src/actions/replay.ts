import { fileLogReader, replayBatches, type ReplayedEntry, type ReplayOptions } from "@sluice/event-bus";
import type { Flags } from "../config/flags-to-config.js";
import { findLog } from "../log/find-log.js";
import { parsePlace } from "../log/parse-place.js";
import { Reading } from "../log/reading.js";
import { openProjection } from "../replay/open-projection.js";
import { parseInto } from "../replay/parse-into.js";
import type { Projection } from "../replay/projection.js";
import type { Session } from "../session.js";
import { asUsageError } from "../run/usage-of-pipeline.js";
import { UsageError } from "../usage-error.js";

/**
 * `sluice replay`: tells again what an event log holds, into a summary, metrics, lines. Nothing but the output named is touched:
 * no alert is sent and no document is written again.
 */
export async function replay(named: string | undefined, flags: Flags, session: Session): Promise<number> {
  const { io } = session;
  const into = parseInto((flags["into"] as string[] | undefined) ?? ["summary"]); // commander collects texts
  const log = fileLogReader((await findLog(named, flags, io.cwd)).directory);
  using reading = new Reading(session);
  await using projections = new AsyncDisposableStack();
  const opened: Projection[] = [];
  const { until, ...options } = replayOptions(flags, io.now());
  const batches = asUsageError(() => replayBatches(log, { ...options, onNotice: reading.onNotice, signal: reading.signal }));
  for (const target of into) {
    opened.push(projections.use(await openProjection(target, { stdout: reading.writer, cwd: io.cwd, json: flags["json"] === true, overwrite: flags["overwrite"] === true })));
  }
  await sayWhatIsGone(log, session);
  return await reading.run(async () => {
    for await (const batch of batches) {
      const end = until === Infinity ? -1 : batch.findIndex((entry) => isAfter(entry, until));
      const entries = end < 0 ? batch : batch.slice(0, end);
      for (const projection of opened) await projection.add(entries);
      if (end >= 0) break;
    }
    for (const projection of opened) await projection.finish();
  });
}

function replayOptions(flags: Flags, now: Date): ReplayOptions & { readonly until: number } {
  const [from, to] = [placeOf(flags, "from", now), placeOf(flags, "to", now)];
  return {
    ...(from === undefined ? {} : { from }),
    ...(typeof to === "number" ? { to } : {}),
    until: to instanceof Date ? to.getTime() : Infinity,
    types: (flags["type"] as string[] | undefined) ?? ["*"], // commander collects texts
    ...(flags["speed"] === undefined ? {} : { speed: positive("--speed", flags["speed"]) }),
    ...(flags["maxPause"] === undefined ? {} : { maxPauseMs: positive("--max-pause", flags["maxPause"]) * 1000 }),
    ...(flags["lenient"] === true ? ({ damaged: "skip", expired: "skip" } as const) : {}),
  };
}

function placeOf(flags: Flags, name: "from" | "to", now: Date): number | Date | undefined {
  const text = flags[name];
  return typeof text === "string" ? parsePlace(text, `--${name}`, now) : undefined;
}

function positive(option: string, text: unknown): number {
  const value = typeof text === "string" && text.trim() !== "" ? Number(text) : NaN;
  if (value > 0 && value < Infinity) return value;
  throw new UsageError(`Cannot read ${option}: expected a number > 0, received ${JSON.stringify(text)}`);
}

/** Whether an event is behind the time up to which to replay. The first such event ends it, also if a clock was set back later. */
function isAfter({ event }: ReplayedEntry, until: number): boolean {
  return typeof event["timestamp"] === "number" && event["timestamp"] > until;
}

async function sayWhatIsGone(log: ReturnType<typeof fileLogReader>, { terminal }: Session): Promise<void> {
  const { first } = await log.range().catch(() => ({ first: 1 })); // damage is for the reading to tell
  if (first > 1) terminal.line(`! retention has removed the events before offset ${first}`, "warning");
}
