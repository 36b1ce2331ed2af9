import process from "node:process";
import { EXIT_CODES } from "./exit-codes.js";
import type { Io } from "./io.js";

/** The real process. */
export function processIo(): Io {
  process.stdout.on("error", endWithoutOutput);
  process.stderr.on("error", ignore);
  return {
    get stdin() {
      return process.stdin; // opened only by whoever reads it
    },
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    now: () => new Date(),
    onSignal(listener) {
      process.on("SIGINT", listener).on("SIGTERM", listener);
      return () => void process.off("SIGINT", listener).off("SIGTERM", listener);
    },
    onIdle(listener) {
      process.on("beforeExit", listener);
      return () => void process.off("beforeExit", listener);
    },
    exit: (code) => process.exit(code),
  };
}

/**
 * A reader that has left (`| head -1`) is no error of this program; whoever writes to it in a loop notices by itself. So does a run
 * whose output has no space left. What is written at once and forgotten ends here.
 */
function endWithoutOutput(error: NodeJS.ErrnoException): void {
  const isWatched = process.stdout.listenerCount("error") > 1;
  if (error.code === "EPIPE" || isWatched) return;
  process.stderr.write(`sluice: Cannot write to stdout: ${error.message}\n`);
  process.exit(EXIT_CODES.failed);
}

/** Nobody can be told that nothing can be said, and a run of many hours does not end because its terminal is gone or its log is full. */
function ignore(): void {}
