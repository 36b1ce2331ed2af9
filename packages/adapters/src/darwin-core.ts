import type { Adapter, FetchContext } from "@sluice/core-events";
import * as z from "zod";
import { countCoreRows } from "./darwin-core/count-core-rows.js";
import { darwinCoreDocument } from "./darwin-core/darwin-core-document.js";
import { type DarwinCoreRecord } from "./darwin-core/darwin-core-record.js";
import { readCore } from "./darwin-core/read-core.js";
import { recordCursor } from "./darwin-core/record-cursor.js";
import { COLUMN_SOURCES } from "./darwin-core/table-plan.js";
import { defineAdapter } from "./define-adapter.js";
import { type Batch, BatchIterator } from "./files/batch-iterator.js";
import { inputSchema } from "./files/file-parameters.js";
import { fingerprintFiles } from "./files/fingerprint-files.js";
import { inputFiles } from "./files/input-file.js";
import { checkByteLimit } from "./records/check-byte-limit.js";

export type { DarwinCoreRecord, Extensions } from "./darwin-core/darwin-core-record.js";
export type { Terms } from "./darwin-core/read-table.js";
export type { RecordProblem } from "./records/record-problem.js";

const darwinCoreParameters = z.object({
  input: inputSchema.describe("path of the archive (.zip), or several"),
  columns: z
    .enum(COLUMN_SOURCES)
    .default("auto")
    .describe("where columns are looked up: descriptor, header, or auto (descriptor, unless the header contradicts it)"),
});

/** The parameters of a `darwin-core` run. */
export type DarwinCoreParameters = z.infer<typeof darwinCoreParameters>;

/** What {@link darwinCore} is made with. */
export interface DarwinCoreOptions {
  /** Largest file inside an archive that is read, inflated. @default 4_294_967_296 */
  readonly maxMemberBytes?: number;
  /** Largest row, and largest sum of one record's extension rows; a record beyond it fails alone. @default 16_777_216 */
  readonly maxRecordBytes?: number;
}

/**
 * Reads Darwin Core Archives: one document per core record, with the rows of all extensions that belong to it. An archive without
 * `meta.xml` and with a single data file is read as Simple Darwin Core.
 *
 * Nothing is unpacked. Extension rows may be in any order: before the first record they are put into a temporary SQLite database, so
 * memory is bounded and disk is needed for about the size of the extensions. What cannot belong to a document is reported by event:
 * `orphan-extension-rows` and `extension-rows-malformed` (with counts), `extension-missing`, `columns-missing`, and
 * `descriptor-overruled` where `meta.xml` plainly describes other columns than the file's header and the header is followed.
 *
 * The id is the core id, else `file:number`. Resumes by inflating again up to the record.
 *
 * @throws {RangeError} If an option is not an integer >= 1.
 * @throws {SluiceError} While fetching: `SOURCE_UNREADABLE` if an archive, its `meta.xml` or a member cannot be read.
 * @see https://dwc.tdwg.org/text/
 */
export function darwinCore(options: DarwinCoreOptions = {}): Adapter<DarwinCoreRecord, DarwinCoreParameters> {
  const { maxMemberBytes = 4_294_967_296, maxRecordBytes = 16_777_216 } = options;
  checkByteLimit("darwin-core", "maxMemberBytes", maxMemberBytes);
  checkByteLimit("darwin-core", "maxRecordBytes", maxRecordBytes);
  return defineAdapter({
    name: "darwin-core",
    description: "Darwin Core Archives of biodiversity data",
    parameters: darwinCoreParameters,
    fetch: (context) => new BatchIterator(readRecords(context, { maxMemberBytes, maxRecordBytes }), context),
    identify: ({ docId }) => docId,
    parse: darwinCoreDocument,
    describe: ({ file, member, line }) => ({ file, member, line }),
    sizeOf: ({ bytes }) => bytes,
    estimateTotal: async ({ parameters, signal }) => {
      let rows = 0;
      for (const file of await inputFiles(parameters.input)) rows += await countCoreRows(file, { maxMemberBytes, signal });
      return rows;
    },
    fingerprint: async ({ input }) => fingerprintFiles(await inputFiles(input)),
  });
}

async function* readRecords(
  { parameters, cursor, signal, emit }: FetchContext<DarwinCoreParameters>,
  limits: Required<DarwinCoreOptions>,
): AsyncGenerator<Batch<DarwinCoreRecord>> {
  const files = await inputFiles(parameters.input);
  const start = recordCursor(cursor, files.length);
  for (const [index, file] of files.entries()) {
    if (index < start.file) continue;
    const from = index === start.file ? start.record : 0;
    for await (const { number, records } of readCore(file, { ...limits, columns: parameters.columns, from, signal, emit })) {
      yield { cursor: { file: index, record: number }, items: records };
    }
  }
}
