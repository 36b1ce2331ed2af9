import { describe, onTestFinished, test } from "vitest";
import type { ReportOptions } from "./bus-reports.js";
import type { EventBus } from "./event-bus.js";
import { fileBus } from "./file-bus.js";
import { hybridBus } from "./hybrid-bus.js";
import { openFileLog } from "./log/open-file-log.js";
import { memoryBus } from "./memory-bus.js";
import { busContract } from "./testing/bus-contract.js";
import { temporaryDirectory } from "./__fixtures__/temporary-directory.js";

const closeTimeoutMs = 100;

async function withLog(make: typeof fileBus | typeof hybridBus, reports: ReportOptions): Promise<EventBus> {
  const log = await openFileLog(temporaryDirectory());
  onTestFinished(async () => await log[Symbol.asyncDispose]());
  return make({ log, closeTimeoutMs, ...reports });
}

describe.each<[string, (reports: ReportOptions) => Promise<EventBus>]>([
  ["memoryBus()", async (reports) => memoryBus({ closeTimeoutMs, ...reports })],
  ["fileBus()", async (reports) => await withLog(fileBus, reports)],
  ["hybridBus()", async (reports) => await withLog(hybridBus, reports)],
])("%s keeps the contract", (_, open) => {
  for (const { title, run } of busContract({ open })) test(title, run);
});
