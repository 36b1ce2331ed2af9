import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { onTestFinished } from "vitest";
import { fixturePath } from "./run-fixture.js";

/** A process that ingests into a directory, and what it says. It is killed when the test ends. */
export class SpawnedIngestion {
  readonly said: Record<string, unknown>[] = [];
  readonly #child: ChildProcessByStdio<null, Readable, null>;
  readonly #closed: Promise<unknown>;

  constructor(parameters: { directory: string; count: number; delayEvery?: number }) {
    this.#child = spawn(process.execPath, [fixturePath("ingest-until-killed.mjs"), JSON.stringify(parameters)], { stdio: ["ignore", "pipe", "inherit"] });
    this.#closed = once(this.#child, "close");
    createInterface(this.#child.stdout).on("line", (line) => this.said.push(JSON.parse(line) as Record<string, unknown>));
    onTestFinished(() => void this.#child.kill("SIGKILL"));
  }

  get pid(): number {
    return this.#child.pid as number; // set, because spawn would have emitted an error otherwise
  }

  /** Resolves when it has said something with this key so many times, or has ended. */
  async says(key: string, times = 1): Promise<void> {
    while (this.said.filter((line) => key in line).length < times && this.#child.exitCode === null && this.#child.signalCode === null) {
      await Promise.race([once(this.#child.stdout, "data"), this.#closed]);
    }
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Resolves with its exit code when it has ended. */
  async end(): Promise<number | null> {
    await this.#closed;
    return this.#child.exitCode;
  }
}
