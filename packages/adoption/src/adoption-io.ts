/** A signal that asks the process to end. */
export type StopSignal = "SIGINT" | "SIGTERM";

/** Everything that the commands take from the process around them. */
export interface AdoptionIo {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What relative paths are relative to, and the root of a scan. */
  readonly cwd: string;
  now(): Date;
  /**
   * Calls `listener` at each signal until the function returned is called. Without it a signal ends the process at once, and a
   * history under way leaves its temporary folder behind.
   */
  onSignal?(listener: (signal: StopSignal) => void): () => void;
}
