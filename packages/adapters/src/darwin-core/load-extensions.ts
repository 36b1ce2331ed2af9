import type { ArchiveDescriptor } from "./archive-descriptor.js";
import { ExtensionStore } from "./extension-store.js";
import { readTable, type ReadTableOptions } from "./read-table.js";
import type { ZipArchive } from "./zip-archive.js";

/**
 * Reads all extensions into a store. Members that the descriptor names but the archive lacks, and rows that are broken, belong to no
 * record that could fail: they are reported as `extension-missing` and `extension-rows-malformed`, with counts.
 */
export async function loadExtensions(archive: ZipArchive, { extensions }: ArchiveDescriptor, options: ReadTableOptions): Promise<ExtensionStore> {
  const store = new ExtensionStore();
  try {
    for (const [index, table] of extensions.entries()) {
      const members = table.members.filter((member) => archive.members.includes(member));
      const absent = table.members.filter((member) => !members.includes(member));
      if (absent.length > 0) options.emit("extension-missing", { rowType: table.rowType, members: absent });
      await loadTable(store, { index, rows: readTable(archive, { ...table, members }, options), ...options, rowType: table.rowType });
    }
    return store;
  } catch (error) {
    store[Symbol.dispose]();
    throw error;
  }
}

interface LoadTableOptions extends ReadTableOptions {
  readonly index: number;
  readonly rowType: string;
  readonly rows: ReturnType<typeof readTable>;
}

async function loadTable(store: ExtensionStore, { index, rows, rowType, emit, signal }: LoadTableOptions): Promise<void> {
  let malformed = 0;
  const examples: string[] = [];
  for await (const group of rows) {
    signal.throwIfAborted();
    for (const { id, terms, problem } of group) {
      if (terms !== null) store.add(index, { id, terms });
      else malformed += 1;
      if (problem !== undefined && examples.length < 5) examples.push(problem.message);
    }
  }
  if (malformed > 0) emit("extension-rows-malformed", { rowType, rows: malformed, examples });
}
