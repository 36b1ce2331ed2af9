/** The adapters that the command line brings. */
export const ADAPTER_NAMES = ["jsonl", "csv", "darwin-core", "clinical-trials", "http-json"] as const;

/** @see {@link ADAPTER_NAMES} */
export type AdapterName = (typeof ADAPTER_NAMES)[number];
