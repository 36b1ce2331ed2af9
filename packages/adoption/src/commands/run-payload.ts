import * as z from "zod";
import type { AdoptionIo } from "../adoption-io.js";
import { escapeControls } from "../output/escape-controls.js";
import { type Consent, decideConsent } from "../usage/consent.js";
import { UsageCounters } from "../usage/usage-counters.js";
import { UsageExporter } from "../usage/usage-exporter.js";
import { usageRecordSchema } from "../usage/usage-record-schema.js";

/** Prints a line made by the exporter itself from a few calls, or the schema of all lines; stderr says whether counting would be on. */
export async function runPayload(what: "schema" | "example", io: AdoptionIo): Promise<void> {
  const text = what === "schema" ? JSON.stringify(z.toJSONSchema(usageRecordSchema), null, 2) : await exampleLine(io.now().getTime());
  io.stdout.write(`${text}\n`);
  io.stderr.write(`${stateOf(decideConsent({ env: io.env }))}\n`);
}

function stateOf(consent: Consent): string {
  if (consent.on) return `Counting is on for programs that call trackUsage(): lines like this go to ${escapeControls(consent.file ?? "memory")}`;
  const exception = consent.reason === "not asked for" ? ", unless a program names a file itself" : "";
  return `Counting is off here (${consent.reason})${exception}`;
}

async function exampleLine(time: number): Promise<string> {
  const counters = new UsageCounters({ maxPlaces: 0 });
  for (const method of ["iterResults", "iterResults", "runAsyncLegacy"]) counters.count({ method });
  let line = "";
  const append = (written: string): Promise<void> => {
    line = written;
    return Promise.resolve();
  };
  await new UsageExporter({ counters, append, onError: () => undefined, deadlineMs: 100, now: () => time }).flush();
  return line;
}
