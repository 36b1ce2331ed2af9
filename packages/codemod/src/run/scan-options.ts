import type { Environment } from "../files/run-git.js";
import type { MigrationEntry } from "../migrations/migration-entry.js";
import type { MigrationOptions } from "../model.js";

/** What to look at, and how. */
export interface ScanOptions extends MigrationOptions {
  /** The project's directory; nothing outside it is read as a source or written. @default the git repository around `cwd`, else `cwd` */
  readonly root?: string;
  /** What `paths` and patterns are relative to. @default root */
  readonly cwd?: string;
  /** Files and directories inside `root` to report on. @default everything below `cwd` */
  readonly paths?: readonly string[];
  /** Patterns as in `.gitignore`; a file must match one of them. */
  readonly include?: readonly string[];
  /** Patterns as in `.gitignore`; a file must match none of them. */
  readonly exclude?: readonly string[];
  /** Report only on files that have changed since the current branch left this commit, branch or tag. */
  readonly since?: string;
  /** Larger files are not looked at, only named if they contain a word of the migration. @default 1_048_576 */
  readonly maxBytes?: number;
  /** The migration, by its id or as an object of your own. @default "run-async-to-streaming" */
  readonly migration?: string | MigrationEntry;
  /** What git is run with. @default process.env */
  readonly env?: Environment;
  readonly signal?: AbortSignal;
}
