import type { DatabaseSync } from "node:sqlite";

/**
 * An SQLite database of this process alone. It lives in SQLite's page cache and, beyond 32 MiB, in a file that SQLite makes in
 * the system's temporary directory and has already unlinked (on Windows: deletes at close), so nothing is left behind
 * even if the process is killed. The caller closes it.
 */
export function temporaryDatabase(): DatabaseSync {
  const { DatabaseSync: Database } = withoutExperimentalWarning(() => process.getBuiltinModule("node:sqlite"));
  const database = new Database("");
  database.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32768; BEGIN");
  return database;
}

/** Node 22 calls the module experimental on loading; its part that is used here has not changed up to Node 24, where it is stable. */
function withoutExperimentalWarning<T>(load: () => T): T {
  const emitWarning = process.emitWarning.bind(process) as (...warning: unknown[]) => void; // has overloads for each kind of argument
  const descriptor = Object.getOwnPropertyDescriptor(process, "emitWarning") ?? {};
  process.emitWarning = (...warning: unknown[]) => {
    if (warning[1] !== "ExperimentalWarning") emitWarning(...warning);
  };
  try {
    return load();
  } finally {
    Object.defineProperty(process, "emitWarning", descriptor);
  }
}
