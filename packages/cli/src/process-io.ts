import process from "node:process";
import type { Io } from "./io.js";

/** The real process. */
export function processIo(): Io {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", ignoreLeftReader);
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
    exit: (code) => process.exit(code),
  };
}

/** A reader that has left (`| head -1`) is no error of this program; whoever writes to it in a loop notices by itself. */
function ignoreLeftReader(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
