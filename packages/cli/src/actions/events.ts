import { fileLogReader } from "@sluice/event-bus";
import type { Flags } from "../config/flags-to-config.js";
import { EntryOutput } from "../log/entry-output.js";
import { EventFilter, type EventFilterOptions } from "../log/event-filter.js";
import { findLog } from "../log/find-log.js";
import { parsePlace } from "../log/parse-place.js";
import { Reading } from "../log/reading.js";
import { asUsageError } from "../run/usage-of-pipeline.js";
import type { Session } from "../session.js";
import { withoutUndefined } from "../settings/without-undefined.js";
import { UsageError } from "../usage-error.js";

/** `sluice events`: events of a log as lines, those that were asked for. */
export async function events(named: string | undefined, flags: Flags, session: Session): Promise<number> {
  const { io } = session;
  const { directory } = await findLog(named, flags, io.cwd);
  using reading = new Reading(session);
  const filter = asUsageError(() => new EventFilter(filterOptions(flags)));
  const [since, until] = [placeOf(flags, "since", io.now()), placeOf(flags, "until", io.now())];
  const skips = flags["lenient"] === true ? ({ damaged: "skip", expired: "skip" } as const) : {};
  const range = { ...(since === undefined ? {} : { from: since }), ...(typeof until === "number" ? { to: until } : {}) };
  const untilTime = until instanceof Date ? until.getTime() : Infinity;
  const output = EntryOutput.of(reading.writer, { json: flags["json"] === true });
  let left = limitOf(flags);
  return await reading.run(async () => {
    for await (const batch of fileLogReader(directory).readBatches({ ...range, ...skips, onNotice: reading.onNotice, signal: reading.signal })) {
      for (const entry of batch) {
        const { timestamp } = entry.event;
        const isLate = typeof timestamp === "number" && timestamp > untilTime;
        if (isLate || left === 0) {
          left = 0;
          break;
        }
        if (!filter.accepts(entry)) continue;
        await output.add(entry);
        left -= 1;
      }
      if (left === 0) break;
    }
    await output.flush();
  });
}

function filterOptions(flags: Flags): EventFilterOptions {
  const text = (name: string): string | undefined => (typeof flags[name] === "string" ? flags[name] : undefined);
  const types = flags["type"] as string[] | undefined; // commander collects texts
  return withoutUndefined({ types, failed: flags["failed"] === true, grep: text("grep"), adapter: text("adapter"), docId: text("docId") });
}

function placeOf(flags: Flags, name: "since" | "until", now: Date): number | Date | undefined {
  const text = flags[name];
  return typeof text === "string" ? parsePlace(text, `--${name}`, now) : undefined;
}

function limitOf({ limit }: Flags): number {
  if (limit === undefined) return Infinity;
  if (typeof limit === "string" && /^[1-9]\d{0,14}$/.test(limit)) return Number(limit);
  throw new UsageError(`Cannot read --limit: expected an integer >= 1, received ${JSON.stringify(limit)}`);
}
