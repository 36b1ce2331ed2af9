import { SluiceError } from "@sluice/core-events";
import { describeValue } from "./describe-value.js";

/** An export of a module that is an adapter, or a function that makes one. */
export interface AdapterExport {
  readonly name: string;
  readonly value: unknown;
}

/** Which export is meant. */
export interface ExportChoice {
  /** As the module is called in messages. */
  readonly specifier: string;
  /** The export that is named. */
  readonly export: string | null;
  /** The name of the adapter that is looked for. */
  readonly adapter: string | null;
}

/**
 * Finds the adapter among the exports of a module: the export that is named, else the one called as the adapter is
 * (`clinicalTrials` for `clinical-trials`), else the default export, else the only one that may be an adapter.
 *
 * @throws {SluiceError} `CONFIG_INVALID`, naming the module, the export and what was found.
 */
export function adapterExport(namespace: object, choice: ExportChoice): AdapterExport {
  const exports = exportsOf(namespace);
  const found = choice.export === null ? guess(exports, choice.adapter) : choice.export;
  if (found !== null && Object.hasOwn(exports, found)) return { name: found, value: exports[found] };
  const expected = found === null ? "a default export that is an adapter or a function that makes one" : `the export ${found}`;
  const received = listOf(exports);
  const message = `Cannot use the adapter module ${choice.specifier}: expected ${expected}, received ${received}`;
  throw new SluiceError(message, { code: "CONFIG_INVALID", context: { module: choice.specifier, export: found, found: received } });
}

type Exports = Readonly<Record<string, unknown>>;

/** The names a CommonJS module gives its exports count, too, also where only its `module.exports` is seen. */
function exportsOf(namespace: object): Exports {
  const { "module.exports": _, ...named } = namespace as Record<string, unknown>; // a namespace has nothing but names
  const whole = named["default"];
  if (typeof whole !== "object" || whole === null || isAdapterLike(whole)) return { ...named };
  const { default: unused, ...others } = named;
  return "__esModule" in whole || !("default" in whole) ? { default: unused, ...whole, ...others } : named;
}

function guess(exports: Exports, adapter: string | null): string | null {
  const candidates = Object.keys(exports).filter((name) => mayBeAdapter(exports[name]));
  const byName = adapter === null ? undefined : candidates.find((name) => name === camelCase(adapter));
  if (byName !== undefined) return byName;
  if (candidates.includes("default")) return "default";
  return candidates.length === 1 ? (candidates[0] ?? null) : null;
}

function mayBeAdapter(value: unknown): boolean {
  return typeof value === "function" || isAdapterLike(value);
}

function isAdapterLike(value: unknown): boolean {
  return typeof value === "object" && value !== null && "fetch" in value;
}

function camelCase(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function listOf(exports: Exports): string {
  const names = Object.keys(exports).filter((name) => name !== "__esModule" && exports[name] !== undefined);
  if (names.length === 0) return "no exports";
  const shown = names.slice(0, 8).map((name) => `${name} (${describeValue(exports[name])})`);
  return [...shown, ...(names.length > shown.length ? [`and ${names.length - shown.length} more`] : [])].join(", ");
}
