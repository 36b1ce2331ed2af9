import { SluiceError } from "@sluice/core-events";
import type { RunMethod } from "../run-methods.js";

/** What a site is; see {@link Site}. */
export type SiteKind = "streaming" | "eager" | "legacy" | "unresolved";

/** What is asked of the codemod. */
export interface CodemodQuery {
  /** The project, best the top of its repository: nothing outside of it is read as a source. */
  readonly root: string;
  /** What `paths` and patterns are relative to. @default root */
  readonly cwd?: string;
  /** @default everything below `cwd` */
  readonly paths?: readonly string[];
  /** Patterns as in `.gitignore`. */
  readonly include?: readonly string[];
  /** Patterns as in `.gitignore`. */
  readonly exclude?: readonly string[];
  /** What `runAsync` is where no types tell it. @default "auto" */
  readonly from?: "auto" | "0.x" | "1.x";
  /** Goes by imports and syntax alone. @default false */
  readonly syntactic?: boolean;
  /** What git is run with. @default process.env */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

/** The part of the codemod's answer that adoption is counted from. */
export interface CodemodScan {
  readonly findings: readonly { readonly site: CodemodSite }[];
  readonly skipped: readonly { readonly path: string; readonly reason: string; readonly message: string }[];
}

/** One use of a run method, as the codemod finds it. */
export interface CodemodSite {
  /** Absolute, without symbolic links. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly method: RunMethod;
  readonly kind: SiteKind;
  readonly isTest: boolean;
}

/** Finds the sites of a project; the codemod's `scanProject` is one. */
export type ScanProject = (query: CodemodQuery) => Promise<CodemodScan>;

/**
 * The codemod's resolver. The codemod is an optional peer, for it brings a compiler, and services install this package for
 * the counters alone.
 *
 * @throws {SluiceError} `DEPENDENCY_MISSING` if it is not installed.
 */
export async function loadScanProject(load: () => Promise<{ readonly scanProject: ScanProject }> = () => import("@sluice/codemod")): Promise<ScanProject> {
  try {
    return (await load()).scanProject;
  } catch (cause) {
    if (!isMissing(cause)) throw cause;
    const message = "Cannot scan: expected the package @sluice/codemod, which is not installed (npm install --save-dev @sluice/codemod)";
    throw new SluiceError(message, { code: "DEPENDENCY_MISSING", context: { package: "@sluice/codemod" }, cause });
  }
}

/** Whether the codemod itself is missing, and not something that it imports. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND" && error.message.includes("'@sluice/codemod'");
}

/** Asks the codemod. A failure that an abort has caused is the abort, whatever it was made into on its way. */
export async function askCodemod(scanProject: ScanProject, query: CodemodQuery): Promise<CodemodScan> {
  try {
    return await scanProject(query);
  } catch (error) {
    query.signal?.throwIfAborted();
    throw error;
  }
}
