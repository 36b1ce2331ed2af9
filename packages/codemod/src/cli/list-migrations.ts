import { allMigrations } from "../migrations/all-migrations.js";

/** One line for each migration. */
export function listMigrations(): string {
  const width = Math.max(...allMigrations.map(({ id }) => id.length));
  return allMigrations.map(({ id, title }) => `${id.padEnd(width)}  ${title}\n`).join("");
}
