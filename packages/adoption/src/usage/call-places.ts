import type { RunMethod } from "../run-methods.js";
import type { CallLocation } from "./caller.js";

/** The calls of one place since the start: for a table on the screen of whoever runs the program, never for a file. */
export interface CallPlace extends CallLocation {
  /** In order of the first call, from 1; the `place` of the records. */
  readonly place: number;
  readonly method: RunMethod;
  readonly calls: number;
}

/** Counts calls by place. Memory is bounded: places beyond `max` are counted together. */
export class CallPlaces {
  readonly #max: number;
  readonly #places = new Map<string, { -readonly [Field in keyof CallPlace]: CallPlace[Field] }>();
  #withoutPlace = 0;

  constructor({ max }: { readonly max: number }) {
    this.#max = max;
  }

  /** Calls that belong to no place of the table. */
  get callsWithoutPlace(): number {
    return this.#withoutPlace;
  }

  count(method: RunMethod, location: CallLocation | null): void {
    const key = location === null ? "" : `${location.file}:${location.line}:${location.column}:${method}`;
    const known = this.#places.get(key);
    if (known !== undefined) known.calls += 1;
    else if (location === null || this.#places.size >= this.#max) this.#withoutPlace += 1;
    else this.#places.set(key, { place: this.#places.size + 1, method, ...location, calls: 1 });
  }

  /** In order of the first call. */
  table(): CallPlace[] {
    return [...this.#places.values()].map((place) => ({ ...place }));
  }
}
