import { TimedCounts } from "./timed-counts.js";

/** Counts how many of the things seen were hits, over a window that is part of them. */
export interface ShareWindow {
  add(isHit: boolean, at: number): void;
  /** Things and hits inside the window, at a time in ms. */
  read(at: number): { readonly hits: number; readonly total: number };
}

/** What a {@link ShareWindow} looks at; without either, at everything. */
export interface ShareWindowOptions {
  readonly windowDocuments?: number | undefined;
  readonly windowSeconds?: number | undefined;
  /** What was there before, for a window over everything. */
  readonly from?: { readonly hits: number; readonly total: number };
}

/** Makes a window; its memory is one byte per document, or sixty buckets of time, or two numbers. */
export function shareWindow({ windowDocuments, windowSeconds, from = { hits: 0, total: 0 } }: ShareWindowOptions): ShareWindow {
  if (windowDocuments !== undefined) return new LastDocuments(windowDocuments);
  return windowSeconds === undefined ? new Everything(from) : new LastSeconds(windowSeconds);
}

class Everything implements ShareWindow {
  #hits: number;
  #total: number;

  constructor({ hits, total }: { readonly hits: number; readonly total: number }) {
    this.#hits = hits;
    this.#total = total;
  }

  add(isHit: boolean): void {
    if (isHit) this.#hits += 1;
    this.#total += 1;
  }

  read(): { hits: number; total: number } {
    return { hits: this.#hits, total: this.#total };
  }
}

class LastDocuments implements ShareWindow {
  readonly #ring: Uint8Array;
  #next = 0;
  #hits = 0;
  #total = 0;

  constructor(documents: number) {
    this.#ring = new Uint8Array(documents);
  }

  add(isHit: boolean): void {
    const hit = isHit ? 1 : 0;
    this.#hits += hit - (this.#ring[this.#next] ?? 0);
    this.#ring[this.#next] = hit;
    this.#next = (this.#next + 1) % this.#ring.length;
    if (this.#total < this.#ring.length) this.#total += 1;
  }

  read(): { hits: number; total: number } {
    return { hits: this.#hits, total: this.#total };
  }
}

class LastSeconds implements ShareWindow {
  readonly #hits: TimedCounts;
  readonly #total: TimedCounts;

  constructor(seconds: number) {
    this.#hits = new TimedCounts(seconds * 1000);
    this.#total = new TimedCounts(seconds * 1000);
  }

  add(isHit: boolean, at: number): void {
    if (isHit) this.#hits.add(at);
    this.#total.add(at);
  }

  read(at: number): { hits: number; total: number } {
    return { hits: this.#hits.read(at), total: this.#total.read(at) };
  }
}
