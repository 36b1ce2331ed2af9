import type { EventOf, JsonValue } from "@sluice/core-events";

/** What is said of each page, or of a mere estimate: nobody wants to read it while a run goes on. */
const ROUTINE: ReadonlySet<string> = new Set(["page", "budget", "estimate-failed"]);

/** Whether an adapter's own event tells something that a person wants to know: what was left out, overruled or waited for. */
export function isNotable({ name }: EventOf<"AdapterEvent">): boolean {
  return !ROUTINE.has(name);
}

/** An adapter's own event as people read it: its name, then what it holds. */
export function adapterNote({ adapter, name, payload }: EventOf<"AdapterEvent">): string {
  const details = partsOf(payload).join(", ");
  return `! ${adapter}: ${name.replaceAll("-", " ")}${details === "" ? "" : ` (${details})`}`;
}

function partsOf(payload: JsonValue): string[] {
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) return payload === null ? [] : [plain(payload)];
  return Object.entries(payload).map(([key, value]) => `${key} ${isTime(key, value) ? new Date(value).toISOString() : plain(value)}`);
}

/** Times are numbers in events, in ms since epoch. */
function isTime(key: string, value: JsonValue): value is number {
  return typeof value === "number" && (key === "until" || key.endsWith("At")) && value > 1e11 && value < 8.64e15;
}

function plain(value: JsonValue): string {
  if (typeof value === "string") return value;
  return Array.isArray(value) ? value.map(plain).join(", ") : JSON.stringify(value);
}
