import { idNumbers, type IdNumbers } from "./id-numbers.js";
import { IdTable } from "./id-table.js";
import { packIds, unpackIds } from "./pack-ids.js";

/** What a filter has dropped in a page. */
export interface DroppedItems {
  /** Items whose id had come before, conflicts included. */
  readonly dropped: number;
  /** Those of them whose content was another than that of the first. */
  readonly conflicts: number;
}

const GENERATION = 100_000;
const MAX_REMEMBERED = 500;

/**
 * Drops items whose id has come before: the first one wins. Exact for the last 100,000 ids, which are kept as 64 bits with a number for
 * their content; at most twice as many are held, in 6 MB. What lies further back comes through again.
 */
export class DuplicateFilter {
  #recent = new IdTable();
  #older = new IdTable();
  /** Ids from before a restart; neighbours overlap, so they are asked for one page only. */
  #restored: IdTable | null = null;
  #remembered: string;
  #page: IdNumbers[] = [];
  #dropped = 0;
  #conflicts = 0;

  /** @param remembered What {@link remembered} gave before a restart. */
  constructor(remembered = "") {
    this.#remembered = remembered;
    if (remembered !== "") this.#restored = new IdTable();
    for (const one of unpackIds(remembered)) if (this.#restored?.get(one) === undefined) this.#restored?.add(one, 0);
  }

  /**
   * Whether the item is to be dropped; call it once per item, in order. An item without an id is kept, to fail by itself.
   * @param content A number for what the item holds.
   */
  drops(id: string | null, content: number): boolean {
    if (id === null) return false;
    const key = idNumbers(id);
    this.#page.push(key);
    const known = this.#recent.get(key) ?? this.#older.get(key);
    if (known === undefined) this.#remember(key, content);
    if (known === undefined && this.#restored?.get(key) === undefined) return false;
    this.#dropped += 1;
    if (known !== undefined && known !== content) this.#conflicts += 1;
    return true;
  }

  /** Ends a page, and tells what was dropped in it. */
  endPage(): DroppedItems {
    const result = { dropped: this.#dropped, conflicts: this.#conflicts };
    this.#remembered = packIds(this.#page.slice(-MAX_REMEMBERED));
    this.#page = [];
    this.#dropped = 0;
    this.#conflicts = 0;
    this.#restored = null;
    return result;
  }

  /** The last 500 ids of the page that ended last, for a cursor: where pages shift, it is neighbours that overlap. */
  get remembered(): string | undefined {
    return this.#remembered === "" ? undefined : this.#remembered;
  }

  #remember(key: IdNumbers, content: number): void {
    if (this.#recent.size >= GENERATION) {
      this.#older = this.#recent;
      this.#recent = new IdTable();
    }
    this.#recent.add(key, content);
  }
}
