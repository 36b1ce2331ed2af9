import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A path of this name in a fresh directory, which is removed when the test ends. */
export function temporaryPath(name: string): string {
  const directory = mkdtempSync(join(tmpdir(), "sluice-sinks-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, name);
}
