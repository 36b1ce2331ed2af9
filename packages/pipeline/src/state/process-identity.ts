import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { promisify } from "node:util";
import * as z from "zod";

const run = promisify(execFile);

/**
 * What tells one process from every other, also from a later one with the same number: host, boot, process id and the
 * moment at which the process started, as the system names it.
 */
export const processIdentitySchema = z.object({
  pid: z.number().int().min(1),
  hostname: z.string(),
  bootId: z.string().nullable(),
  startTime: z.string().nullable(),
});

/** @see {@link processIdentitySchema} */
export type ProcessIdentity = Readonly<z.infer<typeof processIdentitySchema>>;

/** Whether a process still runs; `unknown` for one of another host, or where the system does not tell. */
export type Liveness = "alive" | "dead" | "unknown";

/** Who this process is. */
export async function ownIdentity(): Promise<ProcessIdentity> {
  return { pid: process.pid, hostname: hostname(), bootId: await bootId(), startTime: (await startOf(process.pid))?.startTime ?? null };
}

/** Whether the process with this identity still runs. A zombie does not, nor does another process that got its number. */
export async function livenessOf(owner: ProcessIdentity): Promise<Liveness> {
  if (owner.hostname !== hostname()) return "unknown";
  const boot = await bootId();
  if (boot !== null && owner.bootId !== null && boot !== owner.bootId) return "dead";
  const found = await startOf(owner.pid);
  if (found !== null) {
    if (found.zombie) return "dead";
    return owner.startTime === null || owner.startTime === found.startTime ? "alive" : "dead";
  }
  return exists(owner.pid) ? "alive" : "dead";
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
  readonly zombie: boolean;
}

async function startOf(pid: number): Promise<ProcessStart | null> {
  if (process.platform === "win32") return null;
  return (await startFromProc(pid)) ?? (process.platform === "linux" ? null : startFromPs(pid));
}

async function startFromProc(pid: number): Promise<ProcessStart | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" "); // the name before may hold spaces; see proc(5)
    return { startTime: fields[19] ?? "", zombie: fields[0] === "Z" || fields[0] === "X" };
  } catch {
    return null; // no such process, or no /proc
  }
}

async function startFromPs(pid: number): Promise<ProcessStart | null> {
  try {
    const { stdout } = await run("ps", ["-o", "stat=,lstart=", "-p", String(pid)]);
    const [state = "", ...start] = stdout.trim().split(/\s+/);
    return { startTime: start.join(" "), zombie: state.startsWith("Z") };
  } catch {
    return null; // ps exits with 1 where there is no such process
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // it exists, and belongs to somebody else
  }
}
