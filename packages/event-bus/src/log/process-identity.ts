import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { promisify } from "node:util";
import { errnoOf } from "./log-error.js";

const run = promisify(execFile);

/** What tells one process from every other, also from a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly hostname: string;
  readonly bootId: string | null;
  /** The moment at which it started, as the system names it. */
  readonly startTime: string | null;
}

/** Whether a process still runs; `unknown` for one of another host. */
export type Liveness = "alive" | "dead" | "unknown";

export async function ownIdentity(): Promise<ProcessIdentity> {
  return { pid: process.pid, hostname: hostname(), bootId: await bootId(), startTime: (await startOf(process.pid))?.startTime ?? null };
}

/** Whether the process with this identity still runs. A zombie does not, nor does another process that got its number. */
export async function livenessOf(owner: ProcessIdentity): Promise<Liveness> {
  if (owner.hostname !== hostname()) return "unknown";
  const boot = await bootId();
  if (boot !== null && owner.bootId !== null && boot !== owner.bootId) return "dead";
  const found = await startOf(owner.pid);
  if (found === null) return exists(owner.pid) ? "alive" : "dead";
  if (found.isZombie) return "dead";
  return owner.startTime === null || owner.startTime === found.startTime ? "alive" : "dead";
}

async function bootId(): Promise<string | null> {
  try {
    return (await readFile("/proc/sys/kernel/random/boot_id", "utf8")).trim();
  } catch {
    return null; // not Linux: there is no such file
  }
}

interface ProcessStart {
  readonly startTime: string;
  readonly isZombie: boolean;
}

async function startOf(pid: number): Promise<ProcessStart | null> {
  if (process.platform === "win32") return null;
  try {
    return process.platform === "linux" ? await startFromProc(pid) : await startFromPs(pid);
  } catch {
    return null; // no such process
  }
}

async function startFromProc(pid: number): Promise<ProcessStart> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" "); // the name before may hold spaces; see proc(5)
  return { startTime: fields[19] ?? "", isZombie: fields[0] === "Z" || fields[0] === "X" };
}

async function startFromPs(pid: number): Promise<ProcessStart> {
  const { stdout } = await run("ps", ["-o", "stat=,lstart=", "-p", String(pid)]);
  const [state = "", ...start] = stdout.trim().split(/\s+/);
  return { startTime: start.join(" "), isZombie: state.startsWith("Z") };
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) === "EPERM"; // it exists, and belongs to somebody else
  }
}
