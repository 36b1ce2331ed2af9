import { errorMessageOf } from "@sluice/core-events";
import type { RunMetrics } from "../aggregate/run-metrics.js";
import { RotatingFile } from "./rotating-file.js";

/** Where and how often {@link writeSnapshots} writes. */
export interface SnapshotWriterOptions {
  /** The file; older ones stand beside it as `path.1`, `path.2` … */
  readonly path: string;
  /** @default 10_000 */
  readonly everyMs?: number;
  /** Size at which a new file is begun. @default 16 MiB */
  readonly maxBytes?: number;
  /** Files kept, the present one included. @default 4 */
  readonly maxFiles?: number;
}

/** Writes snapshots until it is disposed, which writes a last one. */
export interface SnapshotWriter extends AsyncDisposable {
  /** Snapshots in the file. */
  readonly written: number;
  /** Snapshots that could not be written. */
  readonly failed: number;
  /** Snapshots left out because the one before was still being written. */
  readonly skipped: number;
  readonly lastError: unknown;
  /** Writes one now. Never rejects: a failure is counted, and the first one is a process warning. */
  write(): Promise<void>;
}

/**
 * Writes the figures as a time series: one JSON line ({@link MetricsSnapshot}) every `everyMs`, as of the clock's time. At most
 * `maxBytes × maxFiles` are kept on disk. The timer keeps no process alive.
 *
 * A disk that is full or slow does not harm the run: failures and left out snapshots are counted on the writer, the first
 * failure is a process warning (`SLUICE_SNAPSHOT_FAILED`), and writing is tried again at the next tick.
 *
 * @throws {RangeError} If a number is out of range.
 * @example
 * ```ts
 * const metrics = new RunMetrics();
 * await using snapshots = writeSnapshots(metrics, { path: "trials.metrics.jsonl" });
 * for await (const event of pipeline.streamEvents("clinical-trials", { parameters })) metrics.observe(event);
 * ```
 */
export function writeSnapshots(metrics: RunMetrics, { path, everyMs = 10_000, maxBytes = 16 * 1_048_576, maxFiles = 4 }: SnapshotWriterOptions): SnapshotWriter {
  requireCount("everyMs", everyMs, 10);
  requireCount("maxBytes", maxBytes, 1);
  requireCount("maxFiles", maxFiles, 1);
  return new IntervalWriter(metrics, new RotatingFile({ path, maxBytes, maxFiles }), everyMs);
}

class IntervalWriter implements SnapshotWriter {
  written = 0;
  failed = 0;
  skipped = 0;
  lastError: unknown = null;
  readonly #metrics: RunMetrics;
  readonly #file: RotatingFile;
  readonly #timer: NodeJS.Timeout;
  #writing: Promise<void> | null = null;

  constructor(metrics: RunMetrics, file: RotatingFile, everyMs: number) {
    this.#metrics = metrics;
    this.#file = file;
    this.#timer = setInterval(() => void this.write(), everyMs).unref();
  }

  async write(): Promise<void> {
    if (this.#writing !== null) {
      this.skipped += 1;
      return this.#writing;
    }
    this.#writing = this.#append();
    await this.#writing;
    this.#writing = null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await this.#writing;
    await this.#append();
    await this.#file.close();
  }

  async #append(): Promise<void> {
    try {
      await this.#file.append(JSON.stringify(this.#metrics.snapshot({ at: Date.now() })));
      this.written += 1;
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.failed += 1;
    this.lastError = error;
    if (this.failed > 1) return;
    process.emitWarning(`Metrics snapshots cannot be written: ${errorMessageOf(error)}`, { type: "SluiceWarning", code: "SLUICE_SNAPSHOT_FAILED" });
  }
}

function requireCount(name: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) throw new RangeError(`Cannot write snapshots: ${name} must be an integer >= ${least}, received ${value}`);
}
