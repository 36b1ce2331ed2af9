import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { type Document, errorMessageOf, type JsonValue, SluiceError } from "@sluice/core-events";
import type { RunSettings } from "../settings/run-settings.js";
import { requireFields } from "./require-fields.js";

/** Throws, or rejects, if a document must not pass. */
export type Validate = (document: Document) => void | PromiseLike<void>;

/** The rule of a run, and what identifies it in the run's fingerprint. */
export interface QualityRule {
  readonly validate: Validate | null;
  readonly fingerprint: Record<string, JsonValue>;
}

/**
 * Makes the rule of a run: first the required fields, then the rule module.
 *
 * @throws {SluiceError} `CONFIG_INVALID` if the module cannot be imported or has no function as its default export.
 */
export async function loadQualityRule({ require, rule }: Pick<RunSettings, "require" | "rule">): Promise<QualityRule> {
  const own = require.length === 0 ? null : requireFields(require);
  const module = rule === null ? null : await importRule(rule);
  const fingerprint: Record<string, JsonValue> = { require: [...require].sort(), rule: module?.digest ?? null };
  if (own === null || module === null) return { validate: own ?? module?.validate ?? null, fingerprint };
  const validate: Validate = (document) => {
    own(document);
    return module.validate(document);
  };
  return { validate, fingerprint };
}

async function importRule(path: string): Promise<{ validate: Validate; digest: string }> {
  try {
    const text = await readFile(path);
    const module = (await import(pathToFileURL(path).href)) as { default?: unknown }; // any module may lack one
    if (typeof module.default !== "function") throw new TypeError(`its default export must be a function, received ${typeof module.default}`);
    return { validate: module.default as Validate, digest: `sha256:${createHash("sha256").update(text).digest("hex").slice(0, 16)}` };
  } catch (error) {
    throw new SluiceError(`Cannot use the rule ${path}: ${errorMessageOf(error)}`, { code: "CONFIG_INVALID", context: { path }, cause: error });
  }
}
