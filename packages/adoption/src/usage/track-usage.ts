import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { CallPlace } from "./call-places.js";
import { type Consent, decideConsent, type OffReason } from "./consent.js";
import { UsageCounters, type UsageCounts } from "./usage-counters.js";
import { exportToFile, isExportedTo, NO_EXPORT } from "./export-to-file.js";
import type { FlushOutcome } from "./usage-exporter.js";

/** How calls are counted; see {@link trackUsage}. */
export interface TrackUsageOptions {
  /** The file that lines are appended to. @default the environment variable `SLUICE_ADOPTION_FILE` */
  readonly file?: string;
  /** Counts also without a file, for `snapshot()` alone. @default false */
  readonly memory?: boolean;
  /** Tells the places of the calls apart. Costs some µs per call. @default false */
  readonly places?: boolean;
  /** How many places are told apart; calls from further ones are counted together. @default 1000 */
  readonly maxPlaces?: number;
  /** How often a line is written, if anything was called, in ms. @default 60_000 */
  readonly flushEveryMs?: number;
  /** What is told of a line that cannot be written. @default a process warning, once */
  readonly onError?: (error: unknown) => void;
  /** @default process.env */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Counting under way, or switched off. */
export interface UsageTracker extends AsyncDisposable {
  /** Why nothing is counted; null while it is. */
  readonly off: OffReason | null;
  /** What has been counted since the start. Contains no names, paths or places. */
  snapshot(): UsageCounts;
  /** Where the calls came from, to be shown to whoever runs the program; null unless `places` was asked for. Never written to the file. */
  places(): readonly CallPlace[] | null;
  /** Writes what was counted since the last line. Takes 100 ms at most, and never rejects. */
  flush(): Promise<FlushOutcome>;
  /** Counts no more, and flushes. The same as disposing of it. */
  stop(): Promise<FlushOutcome>;
}

const CHANNEL = "sluice:pipeline:call";
const FLUSH_EVERY_MS = 60_000;
const MAX_VALUE = 2_147_483_647;

/**
 * Counts in this process which way pipelines are run, and appends the counts to a local file. Opens no connection.
 *
 * Nothing is counted, and no file is made, unless `file`, `memory` or `SLUICE_ADOPTION_FILE` asks for it; `DO_NOT_TRACK` and
 * `CI` win over all of them. A file that cannot be written, or not within 100 ms, is told to `onError` and tried again with
 * the next line. Call it once, at the start; a second tracker of the same file is off.
 *
 * The last line is written when the process runs out of work, or by `stop()`. A program that ends by `process.exit()` or a
 * signal awaits `stop()` first, or loses what was counted since the last line.
 *
 * @throws {RangeError} If `flushEveryMs` or `maxPlaces` is out of range.
 * @example
 * ```ts
 * await using usage = trackUsage({ file: "adoption.jsonl" });
 * ```
 */
export function trackUsage(options: TrackUsageOptions = {}): UsageTracker {
  const { places = false, maxPlaces = 1000, flushEveryMs = FLUSH_EVERY_MS } = options;
  checkRange("maxPlaces", maxPlaces);
  checkRange("flushEveryMs", flushEveryMs);
  const consent = withoutDouble(decideConsent({ file: options.file, memory: options.memory, env: options.env ?? process.env }));
  const counters = new UsageCounters({ maxPlaces: places ? maxPlaces : 0 });
  if (!consent.on) return switchedOff(consent.reason, counters);
  subscribe(CHANNEL, counters.count);
  const { flush, release } = consent.file === null ? NO_EXPORT : exportToFile(consent.file, counters, { flushEveryMs, onError: options.onError });
  const stop = (): Promise<FlushOutcome> => {
    unsubscribe(CHANNEL, counters.count);
    release();
    return flush();
  };
  return {
    off: null,
    snapshot: () => counters.counts(),
    places: () => counters.places(),
    flush,
    stop,
    [Symbol.asyncDispose]: () => stop().then(() => undefined),
  };
}

/** Two trackers of one file would count each call twice, under two runs that nobody could tell apart. */
function withoutDouble(consent: Consent): Consent {
  return consent.on && consent.file !== null && isExportedTo(consent.file) ? { on: false, reason: "already tracked" } : consent;
}

function switchedOff(reason: OffReason, counters: UsageCounters): UsageTracker {
  const nothing = (): Promise<FlushOutcome> => Promise.resolve("nothing");
  return {
    off: reason,
    snapshot: () => counters.counts(),
    places: () => counters.places(),
    flush: nothing,
    stop: nothing,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** The upper bound is that of timers, which take anything beyond it for 1 ms. */
function checkRange(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= MAX_VALUE) return;
  throw new RangeError(`Cannot count calls: ${name} must be an integer from 1 to ${MAX_VALUE}, received ${value}`);
}
