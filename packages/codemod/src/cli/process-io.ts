import process from "node:process";
import type { CodemodIo } from "./codemod-io.js";

/** The real process. */
export function processIo(): CodemodIo {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", ignoreLeftReader);
  return {
    get stdin() {
      return process.stdin; // opened only by whoever reads it
    },
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
  };
}

/** A reader that has left (`| head -1`) is no error of this program. */
function ignoreLeftReader(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
