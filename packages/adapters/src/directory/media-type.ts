import { posix } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  adoc: "text/asciidoc",
  css: "text/css",
  csv: "text/csv",
  htm: "text/html",
  html: "text/html",
  js: "text/javascript",
  json: "application/json",
  jsonl: "application/x-ndjson",
  log: "text/plain",
  md: "text/markdown",
  mjs: "text/javascript",
  ndjson: "application/x-ndjson",
  pdf: "application/pdf",
  py: "text/x-python",
  rst: "text/x-rst",
  rtf: "application/rtf",
  sql: "application/sql",
  svg: "image/svg+xml",
  tex: "application/x-tex",
  toml: "application/toml",
  ts: "text/typescript",
  tsv: "text/tab-separated-values",
  txt: "text/plain",
  xhtml: "application/xhtml+xml",
  xml: "application/xml",
  yaml: "application/yaml",
  yml: "application/yaml",
};

/** The media type that a file's extension stands for, or `null`. */
export function mediaTypeOf(path: string): string | null {
  const extension = posix.extname(path).slice(1).toLowerCase();
  return Object.hasOwn(TYPES, extension) ? (TYPES[extension] ?? null) : null;
}
