/** The adapters that the command line brings. */
export const ADAPTER_NAMES = ["jsonl", "csv", "darwin-core", "files", "html", "pdf", "clinical-trials", "openalex", "pmc", "http-json"] as const;

/** @see {@link ADAPTER_NAMES} */
export type AdapterName = (typeof ADAPTER_NAMES)[number];

/** Whether the command line brings an adapter of this name. */
export function isBuiltIn(name: string): name is AdapterName {
  return ADAPTER_NAMES.some((known) => known === name);
}
