import type { FetchContext } from "@sluice/core-events";
import { readRows, type Row } from "../delimited/read-rows.js";
import { requireLineFeeds } from "../delimited/require-line-feeds.js";
import { StrictDecoder } from "../text/strict-decoder.js";
import type { TableDescriptor } from "./archive-descriptor.js";
import { type ColumnSource, planTable, type TablePlan } from "./table-plan.js";
import type { ZipArchive } from "./zip-archive.js";

/** The terms of one row, by short name; a cell that is empty and has no default is `""`. */
export type Terms = Readonly<Record<string, string>>;

/** One row of a table, with the id it belongs to (`""` for none), or what is wrong with it. */
export interface TableRow extends Omit<Row, "cells" | "offset"> {
  readonly member: string;
  readonly id: string;
  readonly cells?: readonly string[];
  /** `null` if the row is broken. */
  readonly terms: Terms | null;
}

/** What {@link readTable} needs to know. */
export interface ReadTableOptions extends Pick<FetchContext, "emit" | "signal"> {
  readonly columns: ColumnSource;
  readonly maxRecordBytes: number;
}

/** The rows of one table of an archive, in file order, in small groups. Says by event where the descriptor does not fit the file. */
export async function* readTable(
  archive: ZipArchive,
  table: TableDescriptor,
  options: ReadTableOptions,
): AsyncGenerator<readonly TableRow[], void, undefined> {
  const { delimiter, quote, encoding, newline, headerLines } = table;
  const decoder = new StrictDecoder(encoding);
  for (const member of table.members) {
    const rows = { file: member, decoder, newline, maxRecordBytes: options.maxRecordBytes, format: { delimiter, quote } };
    let plan: TablePlan | null = null;
    let toSkip = headerLines;
    for await (const group of readRows(archive.read(member, options.signal), rows)) {
      if (plan === null && newline === "\n" && headerLines > 0) requireLineFeeds(group[0]?.cells ?? [], `${member} in ${archive.path}`);
      plan ??= announced(planTable(table, headerLines > 0 ? (group[0]?.cells ?? null) : null, options.columns), { member, emit: options.emit });
      const data = group.slice(toSkip);
      toSkip -= group.length - data.length;
      if (data.length > 0) yield tableRows(data, { member, plan });
    }
  }
}

function tableRows(rows: readonly Row[], { member, plan }: { readonly member: string; readonly plan: TablePlan }): TableRow[] {
  const given = plan.fields.filter(({ index, default: value }) => index !== null || value !== null);
  return rows.map(({ offset: _, cells, ...row }) => {
    if (cells === null) return { ...row, member, id: "", terms: null };
    if (plan.isWidthExact ? cells.length !== plan.width : cells.length < plan.width) {
      return { ...row, member, id: "", terms: null, cells, problem: wrongWidth({ ...plan, line: row.line, member, received: cells.length }) };
    }
    const terms = given.map((field) => [field.name, termOf(field, cells)]);
    return { ...row, member, id: plan.idIndex === null ? "" : (cells[plan.idIndex] ?? ""), terms: Object.fromEntries(terms) as Terms };
  });
}

function termOf({ index, default: value }: TablePlan["fields"][number], cells: readonly string[]): string {
  const cell = index === null ? "" : (cells[index] ?? "");
  return cell === "" ? (value ?? "") : cell;
}

interface WrongWidth extends Pick<TablePlan, "width" | "isWidthExact"> {
  readonly line: number;
  readonly member: string;
  readonly received: number;
}

function wrongWidth({ line, member, width, isWidthExact, received }: WrongWidth): NonNullable<Row["problem"]> {
  const expected = isWidthExact ? `${width} fields` : `at least ${width} fields`;
  return { code: "RECORD_MALFORMED", message: `Cannot read line ${line} of ${member}: expected ${expected}, received ${received}` };
}

function announced(plan: TablePlan, { member, emit }: { readonly member: string; readonly emit: FetchContext["emit"] }): TablePlan {
  if (plan.isDescriptorOverruled) emit("descriptor-overruled", { member, reason: "the header names other columns than meta.xml" });
  if (plan.missing.length > 0) emit("columns-missing", { member, terms: plan.missing });
  return plan;
}
