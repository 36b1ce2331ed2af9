import { lstat, open } from "node:fs/promises";

/** The two ways into the file system that a target uses; everything else goes through the file handle it opens. */
export interface FileSystem {
  readonly lstat: typeof lstat;
  readonly open: typeof open;
}

/** The real one. */
export const nodeFileSystem: FileSystem = { lstat, open };
