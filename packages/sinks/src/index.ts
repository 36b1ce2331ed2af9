export { jsonlDeadLetters } from "./jsonl-dead-letters.js";
export { jsonlSink } from "./jsonl.js";
export { type JsonlOptions } from "./jsonl-options.js";
export { type DeadLetterEntry, readDeadLetters } from "./read-dead-letters.js";
export { type JsonlEntry, readJsonlFile } from "./read-jsonl-file.js";
