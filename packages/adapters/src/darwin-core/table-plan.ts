import { type FieldDescriptor, shortName, type TableDescriptor } from "./archive-descriptor.js";

/** Where the columns of a table are looked up: as declared, as the header says, or as declared unless the header contradicts. */
export const COLUMN_SOURCES = ["auto", "descriptor", "header"] as const;

/** @see {@link COLUMN_SOURCES} */
export type ColumnSource = (typeof COLUMN_SOURCES)[number];

/** How the cells of a table's rows become terms. */
export interface TablePlan {
  readonly idIndex: number | null;
  readonly fields: readonly FieldDescriptor[];
  /** How many cells a row has: exactly, where there is a header; at least, where there is none. */
  readonly width: number;
  readonly isWidthExact: boolean;
  /** Whether the header was believed instead of the descriptor, which contradicts it. */
  readonly isDescriptorOverruled: boolean;
  /** Terms whose declared column is not in the file. */
  readonly missing: readonly string[];
}

/**
 * Plans how to read a table. Archives exist whose `meta.xml` was written for other columns than those in the file; read as
 * declared, they would give ids and terms that are plainly wrong. So where more header cells carry the name of another declared
 * column than of their own, `auto` follows the header.
 */
export function planTable(table: TableDescriptor, header: readonly string[] | null, source: ColumnSource): TablePlan {
  const isContradicted = header !== null && contradicts(table, header);
  const followsHeader = header !== null && (table.fields.length === 0 || source === "header" || (source === "auto" && isContradicted));
  return followsHeader ? byHeader(table, header, isContradicted) : byDescriptor(table, header);
}

function byDescriptor({ idIndex, fields }: TableDescriptor, header: readonly string[] | null): TablePlan {
  const declared = Math.max(idIndex ?? -1, ...fields.map(({ index }) => index ?? -1)) + 1;
  const width = header?.length ?? declared;
  const isThere = (index: number | null): boolean => index === null || index < width;
  return {
    idIndex: isThere(idIndex) ? idIndex : null,
    fields: fields.map((field) => (isThere(field.index) ? field : { ...field, index: null })),
    width,
    isWidthExact: header !== null,
    isDescriptorOverruled: false,
    missing: fields.filter(({ index }) => !isThere(index)).map(({ name }) => name),
  };
}

function byHeader(table: TableDescriptor, header: readonly string[], isDescriptorOverruled: boolean): TablePlan {
  const declared = new Map(table.fields.map((field) => [plain(field.name), field]));
  const names = new Set<string>();
  const columns = header.map((cell, index): FieldDescriptor => {
    const field = declared.get(plain(cell));
    const wanted = field?.name ?? (shortName(cell.trim()) || `c${index + 1}`);
    const name = names.has(wanted) ? `${wanted}~${index + 1}` : wanted;
    names.add(name);
    return { name, index, default: field?.default ?? null };
  });
  const absent = table.fields.filter(({ name }) => !names.has(name)).map((field) => ({ ...field, index: null }));
  return {
    idIndex: headerIdIndex(table, header),
    fields: [...columns, ...absent],
    width: header.length,
    isWidthExact: true,
    isDescriptorOverruled,
    missing: absent.filter((field) => field.default === null).map(({ name }) => name),
  };
}

/** The column of the term that the descriptor takes the id from; without a descriptor, of a usual id term. */
function headerIdIndex({ idIndex, fields }: TableDescriptor, header: readonly string[]): number | null {
  const declared = fields.filter(({ index }) => index !== null && index === idIndex).map(({ name }) => name);
  const usual = fields.length === 0 ? ["id", "occurrenceID", "taxonID", "eventID"] : ["id", "coreid"];
  for (const name of [...declared, ...usual]) {
    const index = header.findIndex((cell) => plain(cell) === plain(name));
    if (index !== -1) return index;
  }
  return null;
}

function contradicts({ fields }: TableDescriptor, header: readonly string[]): boolean {
  const indexes = new Map(fields.map(({ name, index }) => [plain(name), index]));
  const places = header.map((cell, index) => ({ index, declared: indexes.get(plain(cell)) ?? null })).filter(({ declared }) => declared !== null);
  const agreeing = places.filter(({ index, declared }) => index === declared).length;
  return places.length - agreeing > agreeing;
}

/** A name as it is compared: `SCIENTIFIC_NAME`, `ScientificName` and the term's URI are all `scientificname`. */
function plain(name: string): string {
  return shortName(name.trim())
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}
