import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { errorMessageOf } from "@sluice/core-events";
import type { Flags } from "../config/flags-to-config.js";
import { EXIT_CODES } from "../exit-codes.js";
import type { Session } from "../session.js";
import { makeDirectory } from "../targets/make-directory.js";
import { readVersion } from "../version.js";

/** One thing that was looked at. */
interface Finding {
  readonly subject: string;
  readonly isFine: boolean;
  readonly text: string;
}

const OLDEST_NODE = [22, 22] as const;
const FEWEST_FILES = 256;
const PACKAGES = ["core-events", "resilience", "pipeline", "adapters", "sinks", "event-bus", "metrics", "monitors"];

/** `sluice doctor`: whether this machine can run an ingestion, and what to say in a bug report. Exit code 1 if a check fails. */
export async function doctor(flags: Flags, session: Session): Promise<number> {
  const { io } = session;
  const findings = [
    checkNode(),
    fine("platform", `${process.platform} ${process.arch}`),
    fine("versions", versions()),
    await checkWritable("temporary files", tmpdir()),
    ...(typeof flags["stateDir"] === "string" ? [await checkWritable("state directory", resolve(io.cwd, flags["stateDir"]))] : []),
    await checkSqlite(),
    checkOpenFiles(),
    fine("terminal", describeTerminal(session)),
  ];
  const lines = findings.map(({ subject, isFine, text }) => `${isFine ? "ok  " : "FAIL"}  ${subject.padEnd(16)}  ${text}\n`);
  io.stdout.write(lines.join(""));
  return findings.every(({ isFine }) => isFine) ? EXIT_CODES.ok : EXIT_CODES.failed;
}

function fine(subject: string, text: string): Finding {
  return { subject, isFine: true, text };
}

function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const isFine = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  return { subject: "node", isFine, text: isFine ? process.version : `${process.version}; ${OLDEST_NODE.join(".")} or newer is required` };
}

function versions(): string {
  const require = createRequire(import.meta.url);
  const found = PACKAGES.map((name) => `${name} ${(require(`@sluice/${name}/package.json`) as { version: string }).version}`); // our own manifests
  return `cli ${readVersion()}, ${found.join(", ")}`;
}

async function checkWritable(subject: string, directory: string): Promise<Finding> {
  const file = join(directory, `.sluice-doctor-${randomUUID()}`);
  try {
    await makeDirectory(directory);
    await writeFile(file, "", { flag: "wx", mode: 0o600 });
    await rm(file);
    return fine(subject, `${directory} is writable`);
  } catch (error) {
    return { subject, isFine: false, text: `${directory} is not writable: ${errorMessageOf(error)}` };
  }
}

async function checkSqlite(): Promise<Finding> {
  try {
    const { DatabaseSync } = await import("node:sqlite");
    const database = new DatabaseSync(":memory:");
    const row = database.prepare("SELECT sqlite_version() AS version").get();
    database.close();
    return fine("sqlite", String(row?.["version"]));
  } catch (error) {
    return { subject: "sqlite", isFine: false, text: `node:sqlite cannot be used: ${errorMessageOf(error)}` };
  }
}

/** Node tells the limit only in its diagnostic report; Windows has none. */
function checkOpenFiles(): Finding {
  const report = process.report.getReport() as { userLimits?: { open_files?: { soft?: number | string } } }; // documented shape of the report
  const soft = report.userLimits?.open_files?.soft;
  const isFine = typeof soft !== "number" || soft >= FEWEST_FILES;
  return { subject: "open files", isFine, text: soft === undefined ? "no limit known" : `at most ${soft}${isFine ? "" : `; ${FEWEST_FILES} or more are required`}` };
}

function describeTerminal({ io, terminal }: Session): string {
  const { CI: ci, TERM: term } = io.env;
  const parts = [
    `stdout ${io.stdout.isTTY === true ? "is" : "is not"} a terminal`,
    `stderr ${io.stderr.isTTY === true ? "is" : "is not"}`,
    `TERM ${term ?? "unset"}`,
    `CI ${ci ?? "unset"}`,
    `colours ${terminal.isColoured ? "on" : "off"}`,
  ];
  return parts.join(", ");
}
