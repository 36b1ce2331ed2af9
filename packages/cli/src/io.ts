/** A stream that lines are written to; `process.stdout` and `process.stderr` are two. */
export type OutputStream = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };

/** A signal that asks the process to end. */
export type StopSignal = "SIGINT" | "SIGTERM";

/** Everything that the command line takes from the process around it, so that tests can run it inside their own. */
export interface Io {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What relative paths are relative to. */
  readonly cwd: string;
  /** The clock. */
  now(): Date;
  /** Calls `listener` at each signal until the function returned is called; without a listener a signal ends the process. */
  onSignal(listener: (signal: StopSignal) => void): () => void;
  /**
   * Calls `listener` when nothing is left that could still happen, no timer, no request, no file, though somebody waits; until the
   * function returned is called.
   */
  onIdle(listener: () => void): () => void;
  /** Ends the process at once, whatever is under way. */
  exit(code: number): void;
}
