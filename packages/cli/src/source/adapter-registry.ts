import type { AnyAdapter } from "@sluice/core-events";
import { ADAPTER_NAMES, type AdapterName } from "./adapter-names.js";
import type { AdapterOptions } from "./adapter-options.js";
import { UsageError } from "../usage-error.js";

/** What the command line knows of an adapter before it is loaded. */
export interface KnownAdapter {
  /** The parameter that the inputs of the command line become; `null` where it takes none. */
  readonly inputParameter: string | null;
  readonly isHttp: boolean;
  readonly hasBaseUrl: boolean;
  /** Loads and makes it; what it needs is imported only now. */
  readonly load: (options: AdapterOptions) => Promise<AnyAdapter>;
}

const file = { inputParameter: "input", isHttp: false, hasBaseUrl: false };
const http = { isHttp: true };

const adapters: Readonly<Record<AdapterName, KnownAdapter>> = {
  jsonl: { ...file, load: async () => (await import("@sluice/adapters/jsonl")).jsonl() },
  csv: { ...file, load: async () => (await import("@sluice/adapters/csv")).csv() },
  "darwin-core": { ...file, load: async () => (await import("@sluice/adapters/darwin-core")).darwinCore() },
  "clinical-trials": {
    ...http,
    inputParameter: null,
    hasBaseUrl: true,
    load: async (options) => (await import("@sluice/adapters/clinical-trials")).clinicalTrials(options),
  },
  "http-json": {
    ...http,
    inputParameter: "url",
    hasBaseUrl: false,
    load: async ({ baseUrl: _, ...options }) => (await import("@sluice/adapters/http-json")).httpJson(options),
  },
};

/** @throws {UsageError} If no adapter has this name. */
export function knownAdapter(name: string): KnownAdapter {
  if (Object.hasOwn(adapters, name)) return adapters[name as AdapterName]; // own keys are exactly the names
  throw new UsageError(`Cannot find an adapter: expected one of ${ADAPTER_NAMES.join(", ")}, received ${JSON.stringify(name)}`);
}
