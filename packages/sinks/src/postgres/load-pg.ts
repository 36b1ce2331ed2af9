import { optionalPeer } from "@sluice/core-events";
import type { Client } from "pg";

/** What is used of the package `pg`. */
export interface PgModule {
  readonly Client: typeof Client;
}

/** The package `pg`, loaded when it is used. @throws {SluiceError} `DEPENDENCY_MISSING` if it is not installed. */
export async function loadPg(): Promise<PgModule> {
  return (await optionalPeer("pg", () => import("pg"), "use PostgreSQL")).default;
}
