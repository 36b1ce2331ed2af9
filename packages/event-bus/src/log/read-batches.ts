import { open, type FileHandle } from "node:fs/promises";
import type { LogEntry } from "../event-bus.js";
import { type ChangeNotice, watchDirectory } from "./change-notice.js";
import { LineChunks, type LineChunk } from "./line-chunks.js";
import { damaged, errnoOf } from "./log-error.js";
import { listSegments, SAFE_FLAGS, type Segment } from "./log-files.js";
import { findStart, type LogStart, reportExpired } from "./log-start.js";
import { parseLine, timeOf } from "./parse-line.js";
import type { ReadPlan } from "./read-options.js";
import { damagedLine } from "./segment-index.js";

/** How a reader learns of news, and how far it may read. */
export interface LogSource {
  readonly directory: string;
  /** The notices of the writer in this process; without it the directory is watched. */
  readonly changes?: ChangeNotice;
  /** The last offset that may be given out now. */
  readonly limit?: () => number;
}

/**
 * Reads a log in arrays of some hundred entries, in order. Memory is bounded by one of them; a segment that is removed while it
 * is read is read to its end.
 */
export async function* readBatches(source: LogSource, plan: ReadPlan): AsyncGenerator<readonly LogEntry[], void, undefined> {
  const changes = plan.follow ? (source.changes ?? watchDirectory(source.directory)) : null;
  try {
    const start = await firstPlace(source, plan, changes);
    if (start !== null) yield* new LogWalk(source, plan, changes).from(start);
  } finally {
    if (changes !== source.changes) changes?.[Symbol.dispose]();
  }
}

async function firstPlace({ directory }: LogSource, plan: ReadPlan, changes: ChangeNotice | null): Promise<LogStart | null> {
  for (;;) {
    plan.signal?.throwIfAborted();
    const version = changes?.version ?? 0;
    const [oldest, ...later] = await listSegments(directory);
    try {
      if (oldest !== undefined) return await findStart([oldest, ...later], plan);
    } catch (error) {
      if (errnoOf(error) === "ENOENT") continue; // removed by retention a moment ago: look again
      throw error;
    }
    if (changes === null) return null;
    await changes.after(version, { ms: plan.pollMs, signal: plan.signal });
  }
}

/** One reading, from segment to segment. */
class LogWalk {
  readonly #source: LogSource;
  readonly #plan: ReadPlan;
  readonly #changes: ChangeNotice | null;
  #segment: Segment = { base: 0, path: "" };
  #offset = 0;
  #first = 0;
  #notBefore = -Infinity;
  #isDone = false;

  constructor(source: LogSource, plan: ReadPlan, changes: ChangeNotice | null) {
    this.#source = source;
    this.#plan = plan;
    this.#changes = changes;
  }

  async *from(start: LogStart): AsyncGenerator<readonly LogEntry[], void, undefined> {
    this.#segment = start.segment;
    this.#offset = start.offset;
    this.#first = start.first;
    this.#notBefore = start.notBefore;
    let position = start.position;
    while (this.#wantsMore()) {
      const handle = await this.#open();
      if (handle !== null) {
        try {
          yield* this.#readSegment(handle, position);
        } finally {
          await handle.close();
        }
      }
      const next = await this.#next();
      if (next === null) return;
      this.#segment = next;
      position = 0;
    }
  }

  /** The handle of the segment; `null` where retention has been faster. */
  async #open(): Promise<FileHandle | null> {
    try {
      return await open(this.#segment.path, SAFE_FLAGS);
    } catch (error) {
      if (errnoOf(error) === "ENOENT") return null;
      throw error;
    }
  }

  /** Reads to the end of the segment, which is where the next one begins, or where nobody appends for now. */
  async *#readSegment(handle: FileHandle, position: number): AsyncGenerator<readonly LogEntry[], void, undefined> {
    const chunks = new LineChunks(handle, position);
    for (let isSealed = false; this.#wantsMore(); ) {
      this.#plan.signal?.throwIfAborted();
      const version = this.#changes?.version ?? 0;
      for (let chunk = await chunks.next(); chunk !== null; chunk = await chunks.next()) {
        yield* this.#entries(chunk);
        this.#plan.signal?.throwIfAborted();
        if (!this.#wantsMore()) return;
      }
      if (isSealed) { this.#requireWhole(chunks); return; }
      isSealed = (await listSegments(this.#source.directory)).some(({ base }) => base > this.#segment.base);
      if (isSealed) continue; // once more: lines may have been added before it was
      if ((await handle.stat()).size < chunks.position) throw damaged(`Cannot read on in ${this.#segment.path}: it must only grow, received a shorter file`, { file: this.#segment.path, offset: this.#offset });
      if (this.#changes === null) { this.#endAtTail(chunks); return; }
      await this.#changes.after(version, { ms: this.#plan.pollMs, signal: this.#plan.signal });
    }
  }

  async *#entries(chunk: LineChunk): AsyncGenerator<readonly LogEntry[], void, undefined> {
    const entries: LogEntry[] = [];
    for (const line of chunk.lines) {
      const offset = this.#offset;
      if (offset > this.#plan.to) break;
      this.#offset += 1;
      if (offset < this.#first) continue;
      const event = parseLine(line);
      if (event === null) this.#passOver(offset);
      else if (this.#notBefore === -Infinity || this.#hasBegun(timeOf(event))) entries.push({ offset, event });
    }
    const last = entries.at(-1);
    if (last === undefined) return;
    const { limit } = this.#source;
    if (limit === undefined || last.offset <= limit()) yield entries;
    else yield* this.#upTo(entries, limit);
  }

  /** Gives entries out as the limit allows. */
  async *#upTo(entries: readonly LogEntry[], limit: () => number): AsyncGenerator<readonly LogEntry[], void, undefined> {
    let rest = entries;
    while (rest.length > 0) {
      const version = this.#changes?.version ?? 0;
      const allowed = rest.filter(({ offset }) => offset <= limit());
      if (allowed.length > 0) yield allowed;
      rest = rest.slice(allowed.length);
      if (rest.length === 0) return;
      if (this.#changes === null) {
        this.#isDone = true;
        return;
      }
      await this.#changes.after(version, { ms: this.#plan.pollMs, signal: this.#plan.signal });
    }
  }

  #wantsMore(): boolean {
    return !this.#isDone && this.#offset <= this.#plan.to;
  }

  #hasBegun(time: number): boolean {
    if (time < this.#notBefore) return false;
    this.#notBefore = -Infinity; // whatever comes behind the first one belongs to it, also with a clock that was set back
    return true;
  }

  #passOver(offset: number): void {
    if (!this.#plan.skipsDamaged) throw damagedLine(this.#segment, offset - this.#segment.base);
    this.#plan.onNotice({ kind: "damaged-line", file: this.#segment.path, line: offset - this.#segment.base + 1, offset });
  }

  #requireWhole(chunks: LineChunks): void {
    if (chunks.tornBytes === 0) return;
    if (!this.#plan.skipsDamaged) throw damagedLine(this.#segment, this.#offset - this.#segment.base);
    this.#passOver(this.#offset);
  }

  #endAtTail(chunks: LineChunks): void {
    if (chunks.tornBytes > 0) this.#plan.onNotice({ kind: "torn-tail", file: this.#segment.path, bytes: chunks.tornBytes, offset: this.#offset });
  }

  /** The segment behind this one, once there is one. */
  async #next(): Promise<Segment | null> {
    if (!this.#wantsMore()) return null;
    const later = (await listSegments(this.#source.directory)).filter(({ base }) => base > this.#segment.base);
    const next = later[0];
    if (next === undefined) return null;
    if (next.base === this.#offset) return next;
    await this.#explainGap(next);
    this.#offset = next.base;
    return next;
  }

  /** Events between two segments are missing: retention took whole segments, or the segment before has lost lines. */
  async #explainGap(next: Segment): Promise<void> {
    const { path, base } = this.#segment;
    const isKept = (await listSegments(this.#source.directory)).some((segment) => segment.base === base);
    if (!isKept && next.base > this.#offset) { reportExpired({ from: Math.max(this.#offset, this.#first), first: next.base }, this.#plan); return; }
    const message = `Cannot read ${path}: it must hold the offsets up to ${next.base - 1}, received lines up to ${this.#offset - 1}`;
    if (!this.#plan.skipsDamaged) throw damaged(message, { file: path, offset: this.#offset });
    this.#plan.onNotice({ kind: "gap", from: this.#offset, to: next.base - 1 });
  }
}
