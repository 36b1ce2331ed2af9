import type { ts } from "ts-morph";
import { loadCompiler } from "../analysis/compiler.js";
import { isTestPath } from "../analysis/is-test-path.js";
import { languageSupport } from "../analysis/language-support.js";
import type { MemberTarget } from "../analysis/member-uses.js";
import type { BrokenFile } from "../analysis/parse-files.js";
import { type SettledUse, settleUses } from "../analysis/settle-uses.js";
import type { Finding, Migration, MigrationOptions, Project, RunMethod, Site } from "../model.js";
import { type Interference, InterferenceMap } from "./run-async/interference.js";
import { judge } from "./run-async/judge.js";
import type { Verdict } from "./run-async/verdict.js";
import { SUGGESTIONS } from "./run-async/leftovers.js";
import { STAND_IN } from "./run-async/stand-in.js";
import { standInsOf } from "./run-async/stand-ins.js";

const METHODS: readonly RunMethod[] = ["runAsync", "runAsyncLegacy", "iterResults", "streamEvents", "ingest"];
const TARGET: MemberTarget = { packageName: "@sluice/pipeline", className: "IngestionPipeline", members: METHODS };

/** A verdict with the site that it is about. */
interface Judged {
  readonly site: Site;
  readonly verdict: Verdict;
}

/**
 * From the eager call of 0.x, which gives a list or rejects, to the streams of 1.x.
 *
 * What it rewrites gives the same documents, output and errors in every case; what it cannot prove, it leaves and explains.
 * Uses that need no change are found as well, so that their share can be counted.
 */
export const runAsyncToStreaming: Migration = {
  id: "run-async-to-streaming",
  title: "Stream documents instead of collecting them: runAsync of 0.x and runAsyncLegacy become iterResults",
  words: ["runAsync", "iterResults", "streamEvents", ".ingest(", "new Proxy("],
  analyse(project, options) {
    loadCompiler();
    return analyse(project, options);
  },
};

function analyse(project: Project, options: MigrationOptions): readonly Finding[] {
  const interferences: Interference[] = [];
  const castMethods = new Set<ts.Node>();
  const { results, broken, identity } = settleUses<Judged>(project, {
    target: TARGET,
    decisive: new Set(METHODS.filter((method) => method !== "ingest")),
    ...(options.syntactic === true ? { standIn: STAND_IN } : {}),
    visit: (settled, configs) => {
      const file = settled.use.name.getSourceFile();
      const isTest = isTestPath(file.fileName, project.root);
      const verdict = judge(settled, { support: languageSupport(file.fileName, configs), options, isTest, castMethods });
      if (verdict === undefined) return undefined;
      if (verdict.interference !== undefined) interferences.push({ kind: verdict.interference, path: file.fileName, isTest });
      if (verdict.isSilent === true) return undefined;
      return { site: siteOf(settled, verdict, isTest), verdict };
    },
    inspect: (file, types, checker) => {
      const { kinds, methods } = standInsOf(file, types, checker);
      const isTest = isTestPath(file.fileName, project.root);
      for (const kind of kinds) interferences.push({ kind: isTest && kind === "stand-in" ? "double" : kind, path: file.fileName, isTest });
      for (const method of methods) castMethods.add(method);
    },
  });
  const map = new InterferenceMap(interferences, identity);
  const findings = results.map(({ site, verdict }): Finding => {
    const causes = verdict.interference !== undefined; // what interferes is reported as what it is
    return { site, outcome: causes ? verdict.outcome : map.apply(verdict.outcome, { path: site.path, isExact: verdict.isExact }) };
  });
  return [...findings, ...broken.flatMap((file) => unreadable(file, project.root))].sort((left, right) => compare(left.site, right.site));
}

function siteOf({ use }: SettledUse, { kind }: Verdict, isTest: boolean): Site {
  const file = use.name.getSourceFile();
  const start = use.name.getStart();
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return { path: file.fileName, start, end: use.name.end, line: line + 1, column: character + 1, method: use.member as RunMethod, kind, isTest }; // uses are looked for by these names
}

/** A file that does not parse is one leftover, at the first word that could be ours. */
function unreadable({ file: { path, text }, message }: BrokenFile, root: string): readonly Finding[] {
  const word = /\b(runAsyncLegacy|runAsync)\b/.exec(text);
  if (word === null) return [];
  const before = text.slice(0, word.index).split("\n");
  const site: Site = {
    path, start: word.index, end: word.index + word[0].length, line: before.length, column: (before.at(-1) ?? "").length + 1,
    method: word[0] as RunMethod, kind: "unresolved", isTest: isTestPath(path, root), // the expression matches these two
  };
  return [{ site, outcome: { action: "leftover", reason: "SYNTAX_ERROR", message, suggestion: SUGGESTIONS.SYNTAX_ERROR } }];
}

function compare(left: Site, right: Site): number {
  return left.path < right.path ? -1 : left.path > right.path ? 1 : left.start - right.start;
}
