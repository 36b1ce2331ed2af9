import type { EventOf } from "@sluice/core-events";
import { isNotable } from "../output/adapter-note.js";

/** How often an adapter has noted something. */
export interface NoteCount {
  readonly name: string;
  readonly count: number;
}

/** Most names that are told apart; memory must not grow with what an adapter says. */
const MAX_NAMES = 100;
const OTHER = "other";

/** Counts the notable events of an adapter by name. */
export class NoteCounts {
  readonly #counts = new Map<string, number>();

  add(event: EventOf<"AdapterEvent">): void {
    if (!isNotable(event)) return;
    const name = this.#counts.has(event.name) || this.#counts.size < MAX_NAMES ? event.name : OTHER;
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  /** By name, in the order in which they came first. */
  list(): NoteCount[] {
    return [...this.#counts].map(([name, count]) => ({ name, count }));
  }
}
