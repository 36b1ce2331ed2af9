import { type AnyAdapter, type Checkpoint, checkpointSchema, SluiceError } from "@sluice/core-events";
import { requireSameFingerprint } from "./fingerprint.js";
import { kindOf } from "./kind-of.js";

const VERSION = checkpointSchema.shape.version.value;

/**
 * Checks a checkpoint that a consumer has kept and hands back: it was out of our hands.
 *
 * @throws {SluiceError} `CHECKPOINT_CORRUPT` if it is none, `CHECKPOINT_MISMATCH` if it is of another adapter or a newer release.
 */
export function requireCheckpoint(given: unknown, adapter: AnyAdapter): Checkpoint {
  const result = checkpointSchema.safeParse(given);
  if (result.success) {
    requireSameFingerprint({ adapter: result.data.adapter }, { adapter: adapter.name });
    return result.data;
  }
  const version: unknown = (given as { readonly version?: unknown } | null | undefined)?.version;
  if (typeof version === "number" && version > VERSION) throw newerVersion(version);
  const fields = new Set(result.error.issues.map(({ path }) => String(path[0] ?? "")).filter((field) => field !== ""));
  const received = fields.size === 0 ? kindOf(given) : `one whose ${[...fields].join(", ")} cannot be used`;
  throw new SluiceError(`Cannot resume: resumeFrom must be the checkpoint of a BatchProgress event, received ${received}`, { code: "CHECKPOINT_CORRUPT" });
}

function newerVersion(version: number): SluiceError {
  const message = `Cannot resume: a checkpoint of version ${VERSION} is required, received version ${version}; it was made by a newer release`;
  return new SluiceError(message, { code: "CHECKPOINT_MISMATCH", context: { differences: [{ field: "version", expected: version, actual: VERSION }] } });
}
