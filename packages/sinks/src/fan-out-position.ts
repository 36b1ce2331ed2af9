import { type JsonValue, SluiceError, type SinkPosition } from "@sluice/core-events";

/** Whose positions are expected. */
export interface FanOutMembers {
  readonly name: string;
  readonly members: readonly string[];
}

/**
 * Reads a position that comes back from a stored checkpoint.
 *
 * @throws {SluiceError} `CHECKPOINT_MISMATCH` if another kind of target wrote it, or its members are not these.
 */
export function parseFanOutPosition(position: SinkPosition, { name, members }: FanOutMembers): Readonly<Record<string, JsonValue>> {
  const found = membersIn(position);
  if (found === null) throw mismatch(name, `the checkpoint must hold the positions of ${members.join(", ")}, received ${JSON.stringify(position)}`);
  const names = Object.keys(found);
  const differing = [...members.filter((member) => !names.includes(member)), ...names.filter((member) => !members.includes(member))];
  if (differing.length === 0) return found;
  throw mismatch(name, `its members must be those of the checkpoint, ${names.join(", ")}, received ${members.join(", ")}`);
}

function membersIn(position: SinkPosition): Readonly<Record<string, JsonValue>> | null {
  if (typeof position !== "object" || position === null || !("members" in position)) return null;
  const { members } = position;
  return typeof members === "object" && members !== null && !Array.isArray(members) ? (members as Readonly<Record<string, JsonValue>>) : null; // no list, so an object
}

function mismatch(name: string, why: string): SluiceError {
  return new SluiceError(`Cannot reopen ${name}: ${why}`, { code: "CHECKPOINT_MISMATCH", context: { sink: name } });
}
