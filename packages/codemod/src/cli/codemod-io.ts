import type { Environment } from "../files/run-git.js";

/** A stream that text is written to; `process.stdout` and `process.stderr` are two. */
export type OutputStream = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/** A stream that answers come from; `process.stdin` is one. */
export type InputStream = NodeJS.ReadableStream & { readonly isTTY?: boolean };

/** Everything that the command line takes from the process around it. */
export interface CodemodIo {
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Environment;
  /** What relative paths are relative to. */
  readonly cwd: string;
  /** How the command is called, in help and hints. @default "npx @sluice/codemod" */
  readonly programName?: string;
}
