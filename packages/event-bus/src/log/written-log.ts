import type { SluiceError } from "@sluice/core-events";
import type { BusEvent, LogEntry } from "../event-bus.js";
import { OffsetWaiters } from "../offset-waiters.js";
import { unheard } from "../unheard.js";
import { ChangeNotice } from "./change-notice.js";
import { type ConsumerOffset, consumerOffset } from "./consumer-offset.js";
import { flatten, type LogRange } from "./event-log-reader.js";
import type { FileLog, FileLogFigures } from "./file-log.js";
import { unwritable } from "./log-error.js";
import { listSegments, segmentAt } from "./log-files.js";
import type { LogPlan } from "./log-options.js";
import { PendingLines } from "./pending-lines.js";
import { readBatches } from "./read-batches.js";
import { type ReadOptions, readPlan } from "./read-options.js";
import { applyRetention } from "./retention.js";
import { SegmentWriter } from "./segment-writer.js";
import { toLine } from "./to-line.js";
import type { WriterLock } from "./writer-lock.js";

/** What a {@link WrittenLog} begins with. */
export interface LogState {
  readonly directory: string;
  readonly plan: LogPlan;
  readonly lock: WriterLock;
  readonly writer: SegmentWriter;
  readonly cutBytes: number;
}

/** A log that is open for writing. */
export class WrittenLog implements FileLog {
  readonly directory: string;
  readonly #plan: LogPlan;
  readonly #lock: WriterLock;
  readonly #cutBytes: number;
  readonly #pending = new PendingLines();
  readonly #changes = new ChangeNotice();
  readonly #written: OffsetWaiters;
  readonly #synced: OffsetWaiters;
  #writer: SegmentWriter;
  #appended: number;
  #unsyncedBytes = 0;
  /** The offset up to which a sync is wanted; -1 if none is. */
  #syncTarget = -1;
  #timer: NodeJS.Timeout | null = null;
  #working: Promise<void> | null = null;
  #failure: SluiceError | null = null;
  #isClosed = false;
  #syncs = 0;
  #rotations = 0;
  #removedEvents = 0;
  #lostEvents = 0;

  constructor({ directory, plan, lock, writer, cutBytes }: LogState) {
    this.directory = directory;
    this.#plan = plan;
    this.#lock = lock;
    this.#writer = writer;
    this.#cutBytes = cutBytes;
    this.#appended = writer.lastOffset;
    this.#written = new OffsetWaiters(writer.lastOffset);
    this.#synced = new OffsetWaiters(0);
    if (plan.sync !== "never") this.#requestSync(); // what an earlier process has written may be unsynced
  }

  get figures(): FileLogFigures {
    return {
      appendedOffset: this.#appended,
      writtenOffset: this.#written.reached,
      syncedOffset: this.#synced.reached,
      pendingBytes: this.#pending.bytes,
      syncs: this.#syncs,
      rotations: this.#rotations,
      removedEvents: this.#removedEvents,
      cutBytes: this.#cutBytes,
      lostEvents: this.#lostEvents,
      failure: this.#failure,
    };
  }

  append(event: BusEvent): number {
    this.#requireOpen();
    const line = toLine(event, this.#plan);
    if (this.#pending.bytes > this.#plan.maxPendingBytes) {
      throw new RangeError(`Cannot append: at most ${this.#plan.maxPendingBytes} bytes may wait to be written, received one more event; await settled() or publish()`);
    }
    this.#pending.push(line);
    this.#appended += 1;
    this.#work();
    return this.#appended;
  }

  settled(offset: number): Promise<void> {
    if (this.#failure !== null && offset > this.#written.reached) return unheard(Promise.reject(this.#failure));
    return this.#plan.sync === "always" ? this.#synced.wait(offset) : this.#written.wait(offset);
  }

  async flush(): Promise<void> {
    if (this.#failure !== null) throw this.#failure;
    const offset = this.#appended;
    if (this.#synced.reached >= offset) return;
    const synced = this.#synced.wait(offset);
    this.#requestSync();
    await synced;
  }

  read(options: ReadOptions = {}): AsyncIterableIterator<LogEntry> {
    return flatten(this.readBatches(options));
  }

  readBatches(options: ReadOptions = {}): AsyncIterableIterator<readonly LogEntry[]> {
    return this.#afterWriting(readBatches({ directory: this.directory, changes: this.#changes }, readPlan(options)));
  }

  readSynced(options: ReadOptions = {}): AsyncIterableIterator<readonly LogEntry[]> {
    return readBatches({ directory: this.directory, changes: this.#changes, limit: () => this.#durable.reached }, readPlan(options));
  }

  async range(): Promise<LogRange> {
    const segments = await listSegments(this.directory);
    return { first: segments[0]?.base ?? 1, last: this.#written.reached };
  }

  consumerOffset(name: string): ConsumerOffset {
    return consumerOffset(this.directory, name);
  }

  /** Ends the writing: everybody who waits is told, and so is `onError`. Reading goes on. */
  fail(error: SluiceError): void {
    if (this.#failure !== null) return;
    this.#failure = error;
    this.#stopTimer();
    this.#lostEvents += this.#appended - this.#written.reached;
    this.#pending.clear();
    this.#appended = this.#written.reached;
    this.#written.fail(error);
    this.#synced.fail(error);
    this.#changes.announce();
    this.#report(error);
  }

  /** One round of retention. That it cannot be done is reported, and ends nothing. */
  async removeOld(): Promise<void> {
    try {
      const { events } = await applyRetention(this.directory, this.#plan.retention, this.#plan.onNotice);
      this.#removedEvents += events;
    } catch (cause) {
      this.#report(unwritable("remove old segments of", { file: this.directory, cause }));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    try {
      if (this.#plan.sync !== "never") this.#requestSync();
      while (this.#working !== null) await this.#working;
      this.#stopTimer();
      await this.#writer.close({ storesIndex: this.#failure === null });
    } finally {
      this.#changes.announce();
      await this.#lock[Symbol.asyncDispose]();
    }
  }

  get #durable(): OffsetWaiters {
    return this.#plan.sync === "never" ? this.#written : this.#synced;
  }

  #requireOpen(): void {
    if (this.#failure !== null) throw this.#failure;
    if (this.#isClosed) throw new TypeError("Cannot append: the log must be open, received an event after it was closed");
  }

  #requestSync(): void {
    this.#syncTarget = this.#appended;
    this.#work();
  }

  /** Has the pending lines written, one group after the other, beginning behind the events of this turn of the event loop. */
  #work(): void {
    this.#working ??= this.#workThrough();
  }

  async #workThrough(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    try {
      while (this.#failure === null && (this.#pending.length > 0 || this.#syncTarget >= 0)) {
        if (this.#pending.length > 0) await this.#writeGroup();
        if (this.#syncTarget >= 0 && this.#writer.lastOffset >= this.#syncTarget) await this.#sync();
      }
    } catch (error) {
      this.fail(unwritable("write", { file: this.#writer.segment.path, cause: error }));
    } finally {
      this.#working = null;
    }
  }

  async #writeGroup(): Promise<void> {
    if (this.#isFull()) await this.#rotate();
    const group = this.#pending.take(Math.max(1, this.#plan.segmentBytes - this.#writer.bytes));
    try {
      await this.#writer.write(group);
    } finally {
      this.#written.reach(this.#writer.lastOffset);
      this.#changes.announce();
    }
    if (this.#plan.sync !== "never") this.#planSync(group);
  }

  #planSync({ bytes, forcesSync }: { readonly bytes: Buffer; readonly forcesSync: boolean }): void {
    this.#unsyncedBytes += bytes.length;
    if (this.#plan.sync === "always" || forcesSync || this.#unsyncedBytes >= this.#plan.syncBytes) this.#syncTarget = Math.max(this.#syncTarget, this.#writer.lastOffset);
    else this.#timer ??= setTimeout(() => this.#requestSync(), this.#plan.syncIntervalMs).unref();
  }

  async #sync(): Promise<void> {
    this.#stopTimer();
    const offset = this.#writer.lastOffset;
    await this.#writer.sync();
    this.#syncs += 1;
    this.#unsyncedBytes = 0;
    if (offset >= this.#syncTarget) this.#syncTarget = -1;
    this.#synced.reach(offset);
    this.#changes.announce();
  }

  #isFull(): boolean {
    if (this.#writer.bytes === 0) return false;
    return this.#writer.bytes >= this.#plan.segmentBytes || Date.now() - this.#writer.begun > this.#plan.segmentAgeMs;
  }

  /** Begins a new segment; everything in the old one is synced before, so that only the newest can ever be torn. */
  async #rotate(): Promise<void> {
    if (this.#plan.sync !== "never") await this.#sync();
    const old = this.#writer;
    this.#writer = await SegmentWriter.create(segmentAt(this.directory, old.lastOffset + 1), this.directory, this.#plan.files);
    this.#rotations += 1;
    this.#changes.announce();
    await old.close({ storesIndex: true });
    await this.removeOld();
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #report(error: unknown): void {
    try {
      this.#plan.onError(error);
    } catch (reportError) {
      process.emitWarning(reportError instanceof Error ? reportError : String(reportError));
    }
  }

  /** A reader in this process sees what it has appended before. */
  async *#afterWriting(batches: AsyncIterable<readonly LogEntry[]>): AsyncGenerator<readonly LogEntry[], void, undefined> {
    if (this.#failure === null) await this.#written.wait(this.#appended);
    yield* batches;
  }
}
