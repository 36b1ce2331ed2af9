/** One column or constant of a table, as `meta.xml` declares it. */
export interface FieldDescriptor {
  /** The term's short name (`scientificName`); its whole URI where the table has two of that name. */
  readonly name: string;
  /** The column, from 0; `null` for a constant. */
  readonly index: number | null;
  /** What stands in for an empty or missing cell. */
  readonly default: string | null;
}

/** One table of an archive: the core, or an extension. */
export interface TableDescriptor {
  /** The row type's short name: `Occurrence`, `Taxon` … */
  readonly rowType: string;
  /** The members that hold the rows, one after the other. */
  readonly members: readonly string[];
  readonly encoding: string;
  readonly delimiter: string;
  readonly quote: string;
  readonly newline: "\n" | "\r";
  readonly headerLines: number;
  /** The column of the core id, from 0; `null` if there is none. */
  readonly idIndex: number | null;
  readonly fields: readonly FieldDescriptor[];
}

/** What `meta.xml` says of an archive. */
export interface ArchiveDescriptor {
  readonly core: TableDescriptor;
  readonly extensions: readonly TableDescriptor[];
}

/** The last part of a term's or row type's URI. */
export function shortName(uri: string): string {
  return uri.slice(Math.max(uri.lastIndexOf("/"), uri.lastIndexOf("#")) + 1) || uri;
}
