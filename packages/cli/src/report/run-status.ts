import { isAbsolute } from "node:path";
import type { LogRange } from "@sluice/event-bus";
import type { StateInspection } from "@sluice/pipeline";
import type { StoredPosition } from "../forward/stored-positions.js";
import { displayPath } from "../output/display-path.js";
import { escapeControls } from "../output/escape-controls.js";
import { formatCount, formatDuration } from "../output/format.js";
import { describePolicy } from "../policy/describe-policy.js";
import type { PolicySettings } from "../policy/policy-settings.js";

/** What `sluice status --json` prints. */
export interface RunStatus {
  readonly stateDirectory: string;
  readonly status: "not started" | "running" | "interrupted" | "completed" | "failed" | "stopped";
  readonly reason: string | null;
  /** From when on a run may go on that was told to come back later. */
  readonly retryAt: string | null;
  readonly adapter: string;
  readonly completed: number;
  readonly failed: number;
  readonly checkpointAt: string | null;
  /** The first of the sinks, as a path where it is a file. */
  readonly sink: string;
  readonly sinks: readonly string[];
  readonly deadLetters: string | null;
  /** The offsets that its log holds; `null` if it keeps none, or the log is damaged. */
  readonly eventLog: (LogRange & { readonly directory: string }) | null;
  /** How far its events have got on their way to brokers. */
  readonly forwarders: readonly StoredPosition[];
  /** The policy that requests are made by; `null` for that of the adapter. */
  readonly policy: PolicySettings | null;
  readonly lock: StateInspection["lock"];
  readonly unfinishedRetry: boolean;
  readonly next: string | null;
}

/** How the status is shown. */
export interface StatusView {
  readonly cwd: string;
  readonly now: Date;
}

/** The status for people, one fact per line. */
export function describeStatus(found: RunStatus, { cwd, now }: StatusView): string {
  const { lock } = found;
  const lines = [
    `status        ${found.status}${found.reason === null ? "" : ` (${found.reason})`}`,
    ...(found.retryAt === null ? [] : [`retry after   ${timeText(new Date(found.retryAt), now)}`]),
    `adapter       ${found.adapter}`,
    `documents     ${formatCount(found.completed)} completed, ${formatCount(found.failed)} failed`,
    `checkpoint    ${found.checkpointAt ?? "none"}`,
    ...found.sinks.map((sink) => `sink          ${isAbsolute(sink) ? displayPath(sink, cwd) : sink}`),
    `dead letters  ${found.deadLetters === null ? "none" : displayPath(found.deadLetters, cwd)}`,
  ];
  if (found.eventLog !== null) lines.push(`event log     ${displayPath(found.eventLog.directory, cwd)} (offsets ${formatCount(found.eventLog.first)} … ${formatCount(found.eventLog.last)})`);
  for (const { consumer, target, offset, lag } of found.forwarders) {
    const place = offset === null || lag === null ? "position cannot be read" : `offset ${formatCount(offset)}, lag ${formatCount(lag)}`;
    lines.push(`forwarder     ${target === null ? consumer : `${target} (${consumer})`}: ${place}`);
  }
  if (found.policy !== null) lines.push(`policy        ${policyText(found.policy, cwd)}`);
  if (lock !== null) lines.push(`lock          process ${lock.pid} on ${lock.hostname}, ${lock.alive ? "alive" : "gone"}`);
  if (found.unfinishedRetry) lines.push("retry         unfinished");
  if (found.next !== null) lines.push(`next          ${found.next}`);
  return `${lines.map(escapeControls).join("\n")}\n`;
}

/** The time of this machine's clock, the same in UTC, and how far off it is. */
function timeText(time: Date, now: Date): string {
  const local = time.toLocaleString("sv-SE", { timeZoneName: "short" });
  const left = time.getTime() - now.getTime();
  return `${local} (${time.toISOString()}), ${left > 0 ? `in ${formatDuration(left)}` : "which has come"}`;
}

function policyText({ name, policy }: PolicySettings, cwd: string): string {
  const known = name === null ? "of the configuration" : isAbsolute(name) ? displayPath(name, cwd) : name;
  return `${known}: ${describePolicy(policy)}`;
}
