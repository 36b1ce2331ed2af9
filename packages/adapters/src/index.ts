export { csv, type CsvOptions, type CsvParameters } from "./csv.js";
export { darwinCore, type DarwinCoreOptions, type DarwinCoreParameters } from "./darwin-core.js";
export { type DarwinCoreRecord, type Extensions } from "./darwin-core/darwin-core-record.js";
export { type Terms } from "./darwin-core/read-table.js";
export { defineAdapter } from "./define-adapter.js";
export { jsonl, type JsonlOptions, type JsonlParameters } from "./jsonl.js";
export { type FileRecord } from "./records/file-record.js";
export { type RecordPlace, type RecordProblem } from "./records/record-problem.js";
export { parseJsonExactly } from "./text/parse-json-exactly.js";
