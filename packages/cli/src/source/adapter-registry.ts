import type { AnyAdapter } from "@sluice/core-events";
import { ADAPTER_NAMES, type AdapterName, isBuiltIn } from "./adapter-names.js";
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
const pages = { inputParameter: "input", isHttp: true, hasBaseUrl: false };
const api = { inputParameter: null, isHttp: true, hasBaseUrl: true };

const adapters: Readonly<Record<AdapterName, KnownAdapter>> = {
  jsonl: { ...file, load: async () => (await import("@sluice/adapters/jsonl")).jsonl() },
  csv: { ...file, load: async () => (await import("@sluice/adapters/csv")).csv() },
  "darwin-core": { ...file, load: async () => (await import("@sluice/adapters/darwin-core")).darwinCore() },
  files: { ...file, load: async () => (await import("@sluice/adapters/files")).files() },
  html: { ...pages, load: async (options) => (await import("@sluice/adapters/html")).html(withoutRetries(options)) },
  pdf: { ...pages, load: async (options) => (await import("@sluice/adapters/pdf")).pdf(withoutRetries(options)) },
  "clinical-trials": { ...api, load: async (options) => (await import("@sluice/adapters/clinical-trials")).clinicalTrials(options) },
  openalex: { ...api, load: async (options) => (await import("@sluice/adapters/openalex")).openalex(options) },
  pmc: { ...api, inputParameter: "input", load: async (options) => (await import("@sluice/adapters/pmc")).pmc(options) },
  "http-json": {
    ...api,
    inputParameter: "url",
    hasBaseUrl: false,
    load: async ({ baseUrl: _, ...options }) => (await import("@sluice/adapters/http-json")).httpJson(options),
  },
};

/** Those that fetch while they parse leave retries to the run. */
function withoutRetries({ baseUrl: _, retry: __, ...options }: AdapterOptions): AdapterOptions {
  return options;
}

/** @throws {UsageError} If no adapter of the command line has this name. */
export function knownAdapter(name: string): KnownAdapter {
  if (isBuiltIn(name)) return adapters[name];
  throw unknownAdapter(name, []);
}

/** What to say of a name that nobody has. @param declared Names from the configuration. */
export function unknownAdapter(name: string, declared: readonly string[]): UsageError {
  const names = [...ADAPTER_NAMES, ...declared].join(", ");
  return new UsageError(`Cannot find an adapter: expected one of ${names}, or the module of another one (./my-adapter.ts, @scope/package), received ${JSON.stringify(name)}`);
}
