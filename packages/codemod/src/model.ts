/** One source file as text. */
export interface SourceText {
  /** Absolute, without symbolic links. */
  readonly path: string;
  /** Decoded, without a byte order mark; line ends as they stand in the file. */
  readonly text: string;
}

/** A piece of a {@link SourceText}: offsets in UTF-16 code units, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One replacement; edits of a file never overlap, also those of different findings. */
export interface TextEdit extends Span {
  readonly newText: string;
}

/** The ways to run an `IngestionPipeline` that the migration knows. */
export type RunMethod = "streamEvents" | "iterResults" | "ingest" | "runAsync" | "runAsyncLegacy";

/**
 * What a use of a run method is: `streaming` reads a stream, `eager` is `runAsync` of 1.x, `legacy` is the contract of 0.x
 * (`runAsync` returning a list, and `runAsyncLegacy`), `unresolved` has a name of ours on a receiver that could not be told.
 */
export type SiteKind = "streaming" | "eager" | "legacy" | "unresolved";

/** One use of a run method; `start` and `end` enclose the method's name. */
export interface Site extends Span {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  readonly method: RunMethod;
  readonly kind: SiteKind;
  /** Whether the file is a test, by its name or directory. */
  readonly isTest: boolean;
}

/** What the codemod does, or cannot do, about a site. */
export type Outcome =
  | { readonly action: "keep" }
  | {
      readonly action: "rewrite";
      /** The form written: the rows of the table in docs/migration.md. */
      readonly target: RewriteTarget;
      readonly edits: readonly TextEdit[];
      /** What else could be had, such as `--loops stream`, in one sentence without full stop. */
      readonly note?: string;
    }
  | {
      readonly action: "leftover";
      readonly reason: ReasonCode;
      /** Why it was not rewritten, in one sentence without full stop. */
      readonly message: string;
      /** What a person can do, in one sentence without full stop. */
      readonly suggestion: string;
      /** What `--park` does; absent where the receiver is unknown or the name already is `runAsyncLegacy`. */
      readonly park?: readonly TextEdit[];
    };

/** The forms that are written. */
export type RewriteTarget = "loop" | "yield" | "list" | "collect" | "drain";

/** Why a site is left to a person; stable, documented in docs/migration.md. */
export type ReasonCode =
  | "RECEIVER_UNKNOWN"
  | "NOT_A_CALL"
  | "OVERRIDDEN"
  | "OPTIONAL_CALL"
  | "DYNAMIC_ACCESS"
  | "TEST_DOUBLE"
  | "SHAPE_UNKNOWN"
  | "OPTIONS_UNKNOWN"
  | "TARGET_UNAVAILABLE"
  | "SYNTAX_ERROR"
  | "TEMPLATE_FILE";

/** A site with what becomes of it. */
export interface Finding {
  readonly site: Site;
  readonly outcome: Outcome;
}

/** What the migration may look at. */
export interface Project {
  /** The directory that paths are shown relative to, and above which no configuration is looked for. */
  readonly root: string;
  /** The files that contain a word of the migration, in order of path. */
  readonly files: readonly SourceText[];
}

/** What a user may ask of a migration. */
export interface MigrationOptions {
  /**
   * The contract of `runAsync` where no types tell it: `auto` decides by the installed types, then by what is done with the
   * result. @default "auto"
   */
  readonly from?: "auto" | "0.x" | "1.x";
  /**
   * What may become of loops over the documents. `equivalent` streams a loop only where nobody can tell, and otherwise
   * collects first, as the old call did. `stream` makes every such loop (and `yield*`) a stream: its body then sees the documents
   * before one that fails, runs while later ones are fetched, and ends the run where it leaves the loop.
   *
   * Takes the place of `streamEarlyExits`, which was one case of it; see docs/decisions/2026-11-22-loops-equivalent-or-stream.md.
   * @default "equivalent"
   */
  readonly loops?: "equivalent" | "stream";
  /** Go by imports and syntax alone where the package's types cannot be resolved, which otherwise ends with an error. @default false */
  readonly syntactic?: boolean;
}

/**
 * One step of the codemod, from one contract to the next: a file in `migrations/`, and an entry in `all-migrations.ts`.
 *
 * `analysis/` finds the uses of any class's members and says whose they are by type (`settleUses`); `rewrite/` has the parts of
 * edits (options, markers, the style of a file). Neither knows of any one method, so a migration is little more than a judgement
 * of each use. Edits are small and never meet: insertions and single tokens, so that calls inside calls can both be rewritten.
 *
 * @example A migration for a method that is renamed
 * ```ts
 * const target = { packageName: "@sluice/pipeline", className: "IngestionPipeline", members: ["stop"] };
 *
 * export const stopToDrain: Migration = {
 *   id: "stop-to-drain",
 *   title: "stop() becomes drain()",
 *   words: ["stop"],
 *   analyse(project, options) {
 *     loadCompiler();
 *     const { results } = settleUses<Finding>(project, {
 *       target,
 *       decisive: new Set(target.members),
 *       inspect: () => undefined,
 *       visit: ({ use, receiver }) => (receiver.kind === "ours" && use.form === "access" ? findingOf(use, options) : undefined),
 *     });
 *     return results;
 *   },
 * };
 * ```
 */
export interface Migration {
  readonly id: string;
  readonly title: string;
  /** A file is read on only if it contains one of these, as bytes. */
  readonly words: readonly string[];
  /** Every site of the project's files, in order of path and offset. Reads other files where it must, writes none. */
  analyse(project: Project, options: MigrationOptions): readonly Finding[];
}
