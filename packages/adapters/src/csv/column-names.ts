import { SluiceError } from "@sluice/core-events";
import { requireLineFeeds } from "../delimited/require-line-feeds.js";
import type { Row } from "../delimited/read-rows.js";
import type { InputFile } from "../files/input-file.js";

/** What {@link columnNames} needs to know beside the rows. */
export interface ColumnNamesOptions {
  readonly file: InputFile;
  /** Whether the first row names the columns. */
  readonly header: boolean;
}

const MAX_NAMES_SHOWN = 10;

/**
 * The names of a file's columns: the cells of its header, or `c1`, `c2` … for the cells of its first sound row.
 * A blank name becomes `c` and the column's number, from 1. `null` if no row is sound.
 *
 * @throws {SluiceError} `SOURCE_UNREADABLE` if the header is broken or names a column twice, or lines end with CR alone.
 */
export function columnNames(rows: readonly Row[], { file, header }: ColumnNamesOptions): readonly string[] | null {
  if (!header) return rows.find(({ cells }) => cells !== null)?.cells?.map((_, index) => `c${index + 1}`) ?? null;
  const [first] = rows;
  const cells = first?.cells ?? [];
  requireLineFeeds(cells, file.path);
  if (first?.problem !== undefined) throw unreadable(file, first.problem.message);
  const names = cells.map((name, index) => (name.trim() === "" ? `c${index + 1}` : name));
  const repeated = repeatedOf(names);
  if (repeated.length === 0) return names;
  const shown = repeated.slice(0, MAX_NAMES_SHOWN).map((name) => JSON.stringify(name));
  throw unreadable(file, `expected a header with distinct names, received more than one ${shown.join(", ")}`);
}

function repeatedOf(names: readonly string[]): string[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const name of names) (seen.has(name) ? repeated : seen).add(name);
  return [...repeated];
}

function unreadable({ path }: InputFile, problem: string): SluiceError {
  return new SluiceError(`Cannot read the columns of ${path}: ${problem}`, { code: "SOURCE_UNREADABLE", context: { path } });
}
