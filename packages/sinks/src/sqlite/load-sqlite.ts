import type * as Sqlite from "node:sqlite";
import { SluiceError } from "@sluice/core-events";

/** `node:sqlite`, loaded when it is used. @throws {SluiceError} `DEPENDENCY_MISSING` if this Node was built without it. */
export async function loadSqlite(): Promise<typeof Sqlite> {
  try {
    return await import("node:sqlite");
  } catch (cause) {
    const message = `Cannot use SQLite: node:sqlite is required, which this build of Node ${process.version} lacks`;
    throw new SluiceError(message, { code: "DEPENDENCY_MISSING", context: { package: "node:sqlite" }, cause });
  }
}
