/**
 * A custom adapter: the tables of a small database, here rows of an array. It sets a mark before every page, so a resumed
 * run starts at the page and not at the beginning, and says how many rows there are, so progress has an ETA.
 */
import assert from "node:assert/strict";
import { defineAdapter } from "@sluice/adapters/define-adapter";
import { SluiceError } from "@sluice/core-events";
import { adapterContract } from "@sluice/core-events/testing";
import { IngestionPipeline } from "@sluice/pipeline";
import * as z from "zod";

interface Row {
  readonly id: number;
  readonly name: string | null;
}

const table: readonly Row[] = Array.from({ length: 250 }, (_, id) => ({ id, name: id === 17 ? null : `specimen ${id}` }));

const rows = defineAdapter({
  name: "rows",
  description: "Rows of a table, page by page",
  parameters: z.object({ pageSize: z.number().int().min(1).default(100) }),
  *fetch({ parameters: { pageSize }, cursor, mark, expect, emit }) {
    expect(table.length);
    for (let start = typeof cursor === "number" ? cursor : 0; start < table.length; start += pageSize) {
      mark(start);
      const page = table.slice(start, start + pageSize);
      emit("page", { start, rows: page.length });
      yield* page;
    }
  },
  identify: (row: Row) => `row-${row.id}`,
  parse(row: Row) {
    if (row.name === null) throw new SluiceError(`Row ${row.id} has no name`, { code: "RECORD_MALFORMED" });
    return { docId: `row-${row.id}`, title: row.name, text: null, metadata: {}, provenance: { source: "rows" }, raw: row };
  },
});

const pipeline = new IngestionPipeline({ adapters: [rows] });
let completed = 0;
const failed: (string | null)[] = [];
for await (const event of pipeline.streamEvents("rows", { parameters: { pageSize: 50 } })) {
  if (event.type === "DocumentCompleted") completed += 1;
  if (event.type === "DocumentFailed") failed.push(event.docId);
}
console.log(`${completed} documents, failed: ${failed.join(", ")}`);
assert.equal(completed, 249);
assert.deepEqual(failed, ["row-17"]);

for (const { title, run } of adapterContract({ adapter: () => rows, items: table.length })) {
  await run();
  console.log(`contract: ${title}`);
}
