import type { MigrationEntry } from "./migration-entry.js";

/** Every migration, oldest first. A new one is a file beside this and an entry here: `npm run generate -- codemod <name>`. */
export const allMigrations: readonly MigrationEntry[] = [
  {
    id: "run-async-to-streaming",
    title: "Stream documents instead of collecting them: runAsync of 0.x and runAsyncLegacy become iterResults",
    words: ["runAsync", "iterResults", "streamEvents", ".ingest(", "new Proxy("],
    oldNames: ["runAsync", "runAsyncLegacy"],
    load: async () => (await import("./run-async-to-streaming.js")).runAsyncToStreaming,
  },
  // new migrations: entries
];
