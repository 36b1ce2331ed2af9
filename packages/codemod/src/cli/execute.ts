import { relative } from "node:path";
import { renderReport } from "../reports/render-report.js";
import type { ReportFormat } from "../reports/report-formats.js";
import { exitCodeOf, EXIT_CODES } from "../run/exit-code-of.js";
import { type CodemodOptions, runCodemod } from "../run-codemod.js";
import { askAboutSteps } from "./ask-about-steps.js";
import type { CodemodIo } from "./codemod-io.js";
import type { CommandOptions } from "./command-options.js";
import { listMigrations } from "./list-migrations.js";
import { paintFor } from "./paint.js";
import { UsageError } from "./usage-error.js";

/** Does what the command line says and resolves with the exit code. */
export async function execute(paths: readonly string[], options: CommandOptions, io: CodemodIo): Promise<number> {
  if (options.listMigrations) {
    io.stdout.write(listMigrations());
    return EXIT_CODES.clean;
  }
  const format = formatOf(options);
  if (options.interactive) requireTerminal(io, format);
  using questions = options.interactive ? askAboutSteps(io) : null;
  const result = await runCodemod({ ...toCodemodOptions(paths, options, io), ...(questions && { choose: questions.choose }) });
  const shown = (path: string) => shortPath(path, io.cwd);
  io.stdout.write(renderReport(result, format, { paint: paintFor(io.stdout, io.env), shown }));
  return exitCodeOf(result);
}

function toCodemodOptions(paths: readonly string[], options: CommandOptions, io: CodemodIo): CodemodOptions {
  const { root, since, migration, maxSize, force, interactive } = options;
  return {
    ...options,
    paths,
    cwd: io.cwd,
    env: io.env,
    maxBytes: maxSize,
    write: options.write || interactive,
    allowDirty: options.allowDirty || force,
    ...(root !== undefined && { root }),
    ...(since !== undefined && { since }),
    ...(migration !== undefined && { migration }),
  };
}

function formatOf({ format, json, sarif }: CommandOptions): ReportFormat {
  const asked = new Set<ReportFormat>([...(format === undefined ? [] : [format]), ...(json ? ["json" as const] : []), ...(sarif ? ["sarif" as const] : [])]);
  if (asked.size > 1) throw new UsageError(`Cannot report: expected one format, received ${[...asked].join(" and ")}`);
  return [...asked][0] ?? "text";
}

function requireTerminal({ stdin, stdout }: CodemodIo, format: ReportFormat): void {
  if (format !== "text") throw new UsageError(`Cannot ask about changes: expected the format text with --interactive, received ${format}`);
  if (stdin.isTTY !== true || stdout.isTTY !== true) throw new UsageError("Cannot ask about changes: --interactive expects a terminal for input and output; use --write instead");
}

function shortPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short === "" ? path : short;
}
