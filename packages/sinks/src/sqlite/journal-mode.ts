import { statfs } from "node:fs/promises";

/** How SQLite keeps a transaction that is under way: in a write-ahead log, or in a rollback journal. */
export type JournalMode = "wal" | "delete";

/** File systems that several machines may share, by the number that `statfs` gives; a write-ahead log needs shared memory. */
const SHARED = new Set([
  0x6969, // NFS
  0x517b, // SMB
  0xff534d42, // CIFS
  0xfe534d42, // SMB 2
  0x65735546, // FUSE, which may be sshfs or a cloud drive
  0x01021997, // 9P
  0x00c36400, // Ceph
  0x47504653, // GPFS
  0x0bd00bd0, // Lustre
]);

/** The releases in which a reset of the write-ahead log cannot lose a transaction: https://sqlite.org/wal.html#walresetbug */
const FIRST_SOUND = [3, 51, 3] as const;
const BACKPORTS = ["3.50.7", "3.44.6"];

/** The journal that is safe with this release of SQLite for a database in this directory. */
export async function journalModeFor(sqliteVersion: string, directory: string): Promise<JournalMode> {
  if (!hasSoundLog(sqliteVersion)) return "delete";
  const { type } = await statfs(directory);
  return isShared(type) ? "delete" : "wal";
}

/** Whether a release of SQLite is free of the WAL-reset fault. */
export function hasSoundLog(sqliteVersion: string): boolean {
  if (BACKPORTS.includes(sqliteVersion)) return true;
  const parts = sqliteVersion.split(".").map(Number);
  for (const [at, least] of FIRST_SOUND.entries()) {
    const part = parts[at] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}

/** Whether a file system may be shared between machines. */
export function isShared(type: number): boolean {
  return SHARED.has(type >>> 0);
}
