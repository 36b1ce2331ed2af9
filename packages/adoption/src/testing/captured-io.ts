import { Writable } from "node:stream";
import type { AdoptionIo } from "../adoption-io.js";

/** Surroundings for `main` inside a test, and what was written to them. */
export interface CapturedIo extends AdoptionIo {
  stdoutText(): string;
  stderrText(): string;
}

/** What a {@link CapturedIo} pretends to be. */
export interface CapturedIoOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly now?: string;
}

/** Makes surroundings on a fixed day. */
export function capturedIo({ cwd, env = process.env, now = "2026-11-22T05:30:00Z" }: CapturedIoOptions): CapturedIo {
  const texts = { stdout: "", stderr: "" };
  const capture = (name: keyof typeof texts): Writable =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        texts[name] += chunk.toString();
        done();
      },
    });
  return {
    stdout: capture("stdout"),
    stderr: capture("stderr"),
    env,
    cwd,
    now: () => new Date(now),
    stdoutText: () => texts.stdout,
    stderrText: () => texts.stderr,
  };
}
