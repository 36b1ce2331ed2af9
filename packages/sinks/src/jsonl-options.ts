/** How a JSON Lines target is kept. */
export interface JsonlOptions {
  /** The file. Its directory must exist; a symbolic link, device or pipe is refused. */
  readonly path: string;
  /** Compresses with gzip, one member per chunk of lines, so that the file can be cut back at a commit. @default false */
  readonly gzip?: boolean;
  /**
   * What a new run does with a file that holds data: `refuse` it with `SINK_EXISTS`, `append` to it, or `overwrite` it.
   * A run that resumes goes on behind its last commit, whatever this says. @default "refuse"
   */
  readonly ifExists?: "refuse" | "append" | "overwrite";
  /** How the target is named in checkpoints; unique within a run. */
  readonly name?: string;
}

/** {@link JsonlOptions} with every default filled in. */
export type CheckedJsonlOptions = Readonly<Required<JsonlOptions>>;

const policies: readonly unknown[] = ["refuse", "append", "overwrite"];

/** Fills in the defaults. @throws {TypeError} If an option is of the wrong type. */
export function checkJsonlOptions(options: JsonlOptions, defaultName: string): CheckedJsonlOptions {
  const { path, gzip = false, ifExists = "refuse", name = defaultName } = options;
  requireText("path", path);
  requireText("name", name);
  if (path.includes("\0")) throw new TypeError("Cannot use a JSON Lines file: path must not contain NUL");
  if (typeof gzip !== "boolean") throw new TypeError(`Cannot use a JSON Lines file: gzip must be a boolean, received ${typeof gzip}`);
  if (!policies.includes(ifExists)) {
    throw new TypeError(`Cannot use a JSON Lines file: ifExists must be one of ${policies.join(", ")}, received ${ifExists}`);
  }
  return { path, gzip, ifExists, name };
}

function requireText(option: string, value: unknown): void {
  if (typeof value === "string" && value !== "") return;
  const received = value === "" ? "an empty one" : typeof value;
  throw new TypeError(`Cannot use a JSON Lines file: ${option} must be a non-empty string, received ${received}`);
}
