import { allMigrations } from "./all-migrations.js";
import type { MigrationEntry } from "./migration-entry.js";

const DEFAULT_ID = "run-async-to-streaming";

/**
 * The migration with this id, or the one given.
 *
 * @throws {TypeError} If there is none.
 */
export function chooseMigration(migration: string | MigrationEntry = DEFAULT_ID): MigrationEntry {
  if (typeof migration !== "string") return migration;
  const entry = allMigrations.find(({ id }) => id === migration);
  if (entry !== undefined) return entry;
  throw new TypeError(`Cannot choose a migration: expected one of ${allMigrations.map(({ id }) => id).join(", ")}, received ${migration}`);
}
