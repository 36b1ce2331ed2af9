import type { FileHandle } from "node:fs/promises";
import { readFile } from "node:fs/promises";
import { LineChunks } from "./line-chunks.js";
import { damaged, errnoOf } from "./log-error.js";
import { indexPathOf, type Segment } from "./log-files.js";
import { parseLine, timeOf } from "./parse-line.js";
import { writeAtomically } from "./write-atomically.js";

/** A place inside a segment from which it can be read on. */
export interface IndexPoint {
  readonly offset: number;
  readonly position: number;
  /** The latest time of all events before it in the segment; `null` if there is none. */
  readonly latestBefore: number | null;
}

/** What is known of the first `bytes` of a segment. It can be made from the segment at any time. */
export interface SegmentIndex {
  readonly version: 1;
  readonly base: number;
  readonly bytes: number;
  readonly events: number;
  /** The latest time of its events; `null` if none has one. */
  readonly latest: number | null;
  readonly points: readonly IndexPoint[];
}

const POINT_EVERY_BYTES = 262_144;

/** Collects the index of a segment while it is written or read through. */
export class SegmentIndexer {
  readonly #base: number;
  readonly #points: IndexPoint[];
  #bytes: number;
  #events: number;
  #latest: number;
  #nextPoint: number;

  constructor(base: number, known: SegmentIndex | null = null) {
    this.#base = base;
    this.#points = [...(known?.points ?? [])];
    this.#bytes = known?.bytes ?? 0;
    this.#events = known?.events ?? 0;
    this.#latest = known?.latest ?? -Infinity;
    this.#nextPoint = (this.#points.at(-1)?.position ?? 0) + POINT_EVERY_BYTES;
  }

  /** Takes note of whole lines right behind the ones before. */
  add(lines: { readonly bytes: number; readonly events: number; readonly latest: number }): void {
    if (this.#bytes >= this.#nextPoint) {
      this.#points.push({ offset: this.#base + this.#events, position: this.#bytes, latestBefore: finite(this.#latest) });
      this.#nextPoint = this.#bytes + POINT_EVERY_BYTES;
    }
    this.#bytes += lines.bytes;
    this.#events += lines.events;
    this.#latest = Math.max(this.#latest, lines.latest);
  }

  get bytes(): number {
    return this.#bytes;
  }

  get events(): number {
    return this.#events;
  }

  get index(): SegmentIndex {
    return { version: 1, base: this.#base, bytes: this.#bytes, events: this.#events, latest: finite(this.#latest), points: [...this.#points] };
  }
}

/** The stored index of a segment, or `null` if there is none that fits its size: then it has to be made anew. */
export async function loadIndex(segment: Segment, segmentBytes: number): Promise<SegmentIndex | null> {
  try {
    const value: unknown = JSON.parse(await readFile(indexPathOf(segment), "utf8"));
    return isIndex(value) && value.base === segment.base && value.bytes <= segmentBytes ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError || errnoOf(error) === "ENOENT") return null;
    throw error;
  }
}

export async function saveIndex(segment: Segment, index: SegmentIndex): Promise<void> {
  await writeAtomically(indexPathOf(segment), JSON.stringify(index));
}

/**
 * Reads the whole lines of a segment from where `known` ends, and gives the index of all of them.
 *
 * @throws {SluiceError} `LOG_DAMAGED` that names file, line and offset of the first line that holds no event.
 */
export async function indexSegment(handle: FileHandle, segment: Segment, known: SegmentIndex | null): Promise<SegmentIndexer> {
  const indexer = new SegmentIndexer(segment.base, known);
  const chunks = new LineChunks(handle, known?.bytes ?? 0);
  for (let chunk = await chunks.next(); chunk !== null; chunk = await chunks.next()) {
    let latest = -Infinity;
    const before = indexer.events;
    for (const [at, line] of chunk.lines.entries()) {
      const event = parseLine(line);
      if (event === null) throw damagedLine(segment, before + at);
      latest = Math.max(latest, timeOf(event));
    }
    indexer.add({ bytes: chunks.position - chunk.start, events: chunk.lines.length, latest });
  }
  return indexer;
}

/** The error for a line without an event. @param index Of the line in its segment, from 0. */
export function damagedLine({ path, base }: Segment, index: number): Error {
  const offset = base + index;
  return damaged(`Cannot read ${path}: line ${index + 1} (offset ${offset}) must be an event as JSON`, { file: path, line: index + 1, offset });
}

function finite(time: number): number | null {
  return time === -Infinity ? null : time;
}

function isIndex(value: unknown): value is SegmentIndex {
  if (typeof value !== "object" || value === null) return false;
  const { version, base, bytes, events, latest, points } = value as Partial<SegmentIndex>;
  return version === 1 && isCount(base) && isCount(bytes) && isCount(events) && (latest === null || typeof latest === "number") && Array.isArray(points) && points.every(isPoint);
}

function isPoint(value: unknown): value is IndexPoint {
  if (typeof value !== "object" || value === null) return false;
  const { offset, position, latestBefore } = value as Partial<IndexPoint>;
  return isCount(offset) && isCount(position) && (latestBefore === null || typeof latestBefore === "number");
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
