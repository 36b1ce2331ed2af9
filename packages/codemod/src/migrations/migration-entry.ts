import type { Migration } from "../model.js";

/** A migration as the list knows it: enough to scan for it, without loading the compiler. */
export interface MigrationEntry extends Pick<Migration, "id" | "title" | "words"> {
  /**
   * The names that should be gone afterwards: each is reported where it stands in a template, and a file that cannot be looked
   * at is listed only if it contains one of them. @default words
   */
  readonly oldNames?: readonly string[];
  load(): Promise<Migration>;
}
