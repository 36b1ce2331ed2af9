import { PassThrough, Writable } from "node:stream";
import type { CodemodIo } from "../cli/codemod-io.js";
import { GIT_ENV } from "./git-repository.js";

/** A {@link CodemodIo} inside a test, and what was written to it. */
export interface CapturedIo extends CodemodIo {
  stdoutText(): string;
  stderrText(): string;
}

/** What a {@link CapturedIo} pretends to be. */
export interface CapturedIoOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether input and output are terminals. */
  readonly isTTY?: boolean;
  /** What is typed. */
  readonly input?: string;
}

/** Surroundings for `main` inside a test. */
export function capturedIo({ cwd, env = {}, isTTY = false, input = "" }: CapturedIoOptions): CapturedIo {
  const stdin = Object.assign(new PassThrough(), { isTTY });
  stdin.end(input);
  const stdout = new CapturedStream(isTTY);
  const stderr = new CapturedStream(isTTY);
  return { stdin, stdout, stderr, env: { ...GIT_ENV, ...env }, cwd, stdoutText: () => stdout.text, stderrText: () => stderr.text };
}

class CapturedStream extends Writable {
  text = "";
  readonly isTTY: boolean;
  readonly columns = 100;

  constructor(isTTY: boolean) {
    super({ decodeStrings: false });
    this.isTTY = isTTY;
  }

  override _write(chunk: string | Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
