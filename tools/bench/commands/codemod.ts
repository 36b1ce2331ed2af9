import { spawn } from "node:child_process";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { writeCodemodProject } from "../codemod-project.ts";
import type { Finding } from "../finding.ts";
import { median } from "../median.ts";

const SIZE = { files: 6000, sites: 80, bytesPerFile: 8000 };
const WALL_LIMIT_MS = 5000;
const PEAK_LIMIT_MB = 600;
const SPEED_LIMIT = 10;

/** One run of a program: how long it took, what it needed, and how many calls it found. */
interface Run {
  readonly wallMs: number;
  readonly peakRssMb: number;
  readonly sites: number;
}

const programs = {
  codemod: (directory: string) => measure([pathTo("../../../packages/codemod/dist/bin.js"), "--json"], directory, ({ counts }) => Number(counts?.sites)),
  "ts-morph": (directory: string) => measure([pathTo("../measure-ts-morph.ts"), directory], directory, ({ sites }) => Number(sites)),
} as const;

/** A dry run over 6,000 files with 80 calls, against finding the same calls with the whole project in ts-morph. */
export async function codemod(rounds: number): Promise<Finding[]> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), "sluice-bench-")));
  const runs: Record<keyof typeof programs, Run[]> = { codemod: [], "ts-morph": [] };
  try {
    writeCodemodProject(directory, SIZE);
    for (let round = 0; round < rounds; round += 1) {
      for (const name of ["codemod", "ts-morph"] as const) runs[name].push(await programs[name](directory));
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  return findings(runs.codemod, runs["ts-morph"]);
}

function findings(ours: readonly Run[], theirs: readonly Run[]): Finding[] {
  const wallMs = median(ours.map((run) => run.wallMs));
  const peakMb = Math.max(...ours.map((run) => run.peakRssMb));
  const times = median(theirs.map((run) => run.wallMs)) / wallMs;
  const sites = [...new Set([...ours, ...theirs].map((run) => run.sites))];
  return [
    { name: "calls found", value: sites.join(", "), limit: `${SIZE.sites} by both`, passed: sites.length === 1 && sites[0] === SIZE.sites },
    { name: "dry run", value: `${wallMs.toFixed(0)} ms`, limit: `<= ${WALL_LIMIT_MS} ms`, passed: wallMs <= WALL_LIMIT_MS },
    { name: "peak RSS", value: `${peakMb.toFixed(0)} MB`, limit: `<= ${PEAK_LIMIT_MB} MB`, passed: peakMb <= PEAK_LIMIT_MB },
    { name: "whole project in ts-morph", value: `${median(theirs.map((run) => run.wallMs)).toFixed(0)} ms, peak RSS ${Math.max(...theirs.map((run) => run.peakRssMb)).toFixed(0)} MB`, limit: null, passed: true },
    { name: "times faster", value: times.toFixed(1), limit: `>= ${SPEED_LIMIT}`, passed: times >= SPEED_LIMIT },
  ];
}

/** Runs a program to its end; 1 is the codemod's way to say that calls are left. */
async function measure(args: readonly string[], cwd: string, sitesOf: (report: Report) => number): Promise<Run> {
  const startedAt = performance.now();
  const preload = new URL("../measure-peak-rss.ts", import.meta.url).href;
  const child = spawn(process.execPath, ["--import", preload, ...args], { cwd, stdio: ["ignore", "pipe", "inherit", "pipe"] });
  const pipes = child.stdio as unknown as readonly AsyncIterable<Buffer>[]; // 1 and 3 are, as asked for above
  const [stdout, rss, code] = await Promise.all([
    textOf(pipes[1]),
    textOf(pipes[3]),
    new Promise<number | null>((resolve) => child.once("close", resolve)),
  ]);
  const wallMs = performance.now() - startedAt;
  if (code !== 0 && code !== 1) throw new Error(`Cannot run ${args.join(" ")}: it ended with ${code}`);
  return { wallMs, peakRssMb: Number(rss) / 1e6, sites: sitesOf(JSON.parse(stdout) as Report) };
}

/** What the two programs print, as far as it is read here. */
interface Report {
  readonly counts?: { readonly sites: number };
  readonly sites?: unknown;
}

async function textOf(stream: AsyncIterable<Buffer> = Readable.from([])): Promise<string> {
  const chunks = await Array.fromAsync(stream);
  return Buffer.concat(chunks).toString("utf8");
}

function pathTo(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
