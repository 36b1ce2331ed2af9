import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { capturedIo } from "./captured-io.js";
import { main } from "../main.js";

/** What one call of the command line gave. */
export interface Called {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Calls the command line in this process. */
export async function sluice(cwd: string, ...argv: string[]): Promise<Called> {
  const io = capturedIo({ cwd });
  const code = await main(argv, io);
  return { code, stdout: io.stdoutText(), stderr: io.stderrText() };
}

/** Any event of a run at a second of one morning. */
export function logged(type: string, second: number, fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { type, version: 1, sequence: second + 1, timestamp: Date.UTC(2026, 0, 31, 9, 0, second), runId: "r1", pipelineId: "p1", ...fields };
}

/** Writes a log by hand, as one segment from offset 1 on; `tail` stands behind the last line. */
export async function writeLog(cwd: string, events: readonly unknown[], { tail = "" }: { readonly tail?: string } = {}): Promise<void> {
  await mkdir(join(cwd, "events"), { recursive: true });
  await writeFile(join(cwd, "events", "0000000000000001.jsonl"), `${events.map((event) => `${typeof event === "string" ? event : JSON.stringify(event)}\n`).join("")}${tail}`);
}

/** A run of three documents, of which one fails. */
export function smallRun(): Record<string, unknown>[] {
  const document = { docId: "a", title: null, text: null, metadata: {}, provenance: { source: "s" } };
  const stats = { completed: 2, failed: 1, retried: 1, durationMs: 6000, documentsPerSecond: 0.5, producerWaitMs: 0, consumerWaitMs: 0 };
  return [
    logged("RunStarted", 0, { adapter: "jsonl", parameters: {} }),
    logged("DocumentStarted", 1, { docId: "a", adapter: "jsonl", parameters: {} }),
    logged("DocumentCompleted", 2, { document, durationMs: 1.5, adapterMetadata: {} }),
    logged("AdapterRetry", 3, { adapter: "jsonl", attempt: 1, delayMs: 2000, cause: "HTTP 429" }),
    logged("DocumentFailed", 4, { docId: "b", error: "no title\u001b[31m\nforged", errorType: "VALIDATION_FAILED", retryCount: 0, isRetryable: false }),
    logged("DocumentCompleted", 5, { document: { ...document, docId: "c" }, durationMs: 2.5, adapterMetadata: {} }),
    logged("RunCompleted", 6, { adapter: "jsonl", stats }),
  ];
}
