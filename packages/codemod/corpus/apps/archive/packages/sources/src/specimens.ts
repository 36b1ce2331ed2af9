import type { Adapter, Document } from "@sluice/core-events";

/** A row of the herbarium's catalogue. */
export interface SpecimenRow {
  readonly barcode: string;
  readonly name?: string;
  readonly year?: number;
}

/** Rows in memory as a source; a row without a name is damaged. */
export function specimens(name: string, rows: readonly SpecimenRow[]): Adapter<SpecimenRow> {
  return {
    name,
    *fetch() {
      yield* rows;
    },
    identify: ({ barcode }) => barcode,
    parse({ barcode, name: title, year = null }): Document {
      if (title === undefined) throw new Error(`${barcode} has no name`);
      return { docId: barcode, title, text: `${title} (${year ?? "undated"})`, metadata: { year }, provenance: { source: name } };
    },
  };
}
