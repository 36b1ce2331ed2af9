import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { AdoptionIo } from "../adoption-io.js";
import { main } from "../main.js";
import { adoptionReportSchema } from "../scan/adoption-report.js";
import { capturedIo } from "../testing/captured-io.js";
import { GitProject } from "../testing/git-project.js";

const PIPELINE_TYPES = `
export interface Document { docId: string }
export interface PipelineResult { documents: Document[]; errors: Error[] }
export declare class IngestionPipeline {
  constructor(options: object);
  streamEvents(adapter: string, options?: object): AsyncIterable<object>;
  iterResults(adapter: string, options?: object): AsyncIterable<Document>;
  ingest(adapter: string, options: object): AsyncIterable<object>;
  runAsync(adapter: string, options?: object): Promise<PipelineResult>;
  runAsyncLegacy(adapter: string, options?: object): Promise<Document[]>;
}
`;

/** A project on 1.x with three streams, one eager call and one legacy call, and names of ours on things that are not. */
async function sampleProject(): Promise<GitProject> {
  const project = await GitProject.create();
  await project.commit("2026-06-01", {
    ".gitignore": "node_modules\n",
    "CODEOWNERS": "* @org/all\n/packages/loader/ @org/data\n",
    "package.json": JSON.stringify({ name: "shop", type: "module", dependencies: { "@sluice/pipeline": "^1.0.0" } }),
    "tsconfig.json": JSON.stringify({ compilerOptions: { module: "nodenext", target: "es2024", strict: true }, include: ["packages"] }),
    "packages/loader/package.json": '{"name":"@shop/loader"}',
    "packages/loader/src/load.ts": `import { IngestionPipeline } from "@sluice/pipeline";
const pipeline = new IngestionPipeline({ adapters: [] });
const { documents } = await pipeline.runAsync("words");
export const legacy = await pipeline.runAsyncLegacy("words");
console.log(documents, { runAsync: (name: string) => name }.runAsync("mine"));
`,
  });
  await project.commit("2026-09-01", {
    "packages/loader/src/stream.ts": `import { IngestionPipeline } from "@sluice/pipeline";
export async function load(pipeline: IngestionPipeline): Promise<void> {
  for await (const document of pipeline.iterResults("words")) console.log(document);
  for await (const event of pipeline.streamEvents("words")) console.log(event);
  for await (const event of pipeline.streamEvents("words", { bufferSize: 10 })) console.log(event);
}
`,
    "packages/loader/src/load.test.ts": `import { IngestionPipeline } from "@sluice/pipeline";
await new IngestionPipeline({ adapters: [] }).runAsyncLegacy("words");
`,
  });
  await project.write({
    "node_modules/@sluice/pipeline/package.json": '{"name":"@sluice/pipeline","version":"1.0.0","type":"module","types":"index.d.ts","exports":{".":{"types":"./index.d.ts"}}}',
    "node_modules/@sluice/pipeline/index.d.ts": PIPELINE_TYPES,
  });
  return project;
}

test("scan counts the sites of a real project by their types", async () => {
  const { root } = await sampleProject();
  const io = capturedIo({ cwd: root });
  expect([await main(["scan", "--format", "json"], io), io.stderrText()]).toEqual([0, ""]);
  const report = adoptionReportSchema.parse(JSON.parse(io.stdoutText()));
  expect(report.total).toEqual({ streaming: 3, eager: 1, legacy: 1, unresolved: 0, share: 0.75, tests: { streaming: 0, eager: 0, legacy: 1, unresolved: 0 } });
  expect(report.packages.map(({ name, share }) => [name, share])).toEqual([["@shop/loader", 0.75]]);
  expect(report.owners?.map(({ name }) => name)).toEqual(["@org/data"]);
});

test("--min decides the exit code, and --count-eager the share", async () => {
  const { root } = await sampleProject();
  const codeOf = async (...args: string[]): Promise<[number, string]> => {
    const io = capturedIo({ cwd: root });
    return [await main(["scan", ...args], io), io.stderrText()];
  };
  expect(await codeOf("--min", "75")).toEqual([0, "The share is 75 %, not below the minimum of 75 %\n"]);
  expect(await codeOf("--min", "80")).toEqual([1, "The share is 75 %, below the minimum of 80 %\n"]);
  expect(await codeOf("--min", "61", "--count-eager")).toEqual([1, "The share is 60 %, below the minimum of 61 %\n"]);
});

test("--history draws the trend of real commits", async () => {
  const { root } = await sampleProject();
  const io = capturedIo({ cwd: root });
  expect([await main(["scan", "--history", "--format", "json"], io), io.stderrText()]).toEqual([0, ""]);
  const { history } = adoptionReportSchema.parse(JSON.parse(io.stdoutText()));
  expect(history?.map(({ streaming, eager, legacy, share }) => [streaming, eager, legacy, share])).toEqual([[0, 1, 1, 0], [3, 1, 1, 0.75]]);
});

test("a new legacy site beside the baseline ends with 1 and is named", async () => {
  const { root } = await sampleProject();
  expect(await main(["scan", "--format", "json", "--output", "before.json"], capturedIo({ cwd: root }))).toBe(0);
  const same = capturedIo({ cwd: root });
  expect([await main(["scan", "--baseline", "before.json"], same), same.stderrText()]).toEqual([0, "Legacy sites beside the baseline: 0 new, 0 gone\n"]);
  const path = join(root, "packages/loader/src/load.ts");
  await writeFile(path, `${await readFile(path, "utf8")}export const more = await pipeline.runAsyncLegacy("more");\n`);
  const io = capturedIo({ cwd: root });
  expect(await main(["scan", "--baseline", "before.json"], io)).toBe(1);
  expect(io.stderrText()).toBe("Legacy sites beside the baseline: 1 new, 0 gone\n  new: packages/loader/src/load.ts:6 runAsyncLegacy\n");
});

test("a baseline that is no report is refused", async () => {
  const { root } = await sampleProject();
  await writeFile(join(root, "before.json"), "{}");
  const io = capturedIo({ cwd: root });
  expect(await main(["scan", "--baseline", "before.json"], io)).toBe(2);
  expect(io.stderrText()).toContain("Cannot compare with");
});

test.each(["table", "markdown", "badge", "html"])("every form of the report is written to its file: %s", async (format) => {
  const { root } = await sampleProject();
  const io = capturedIo({ cwd: root });
  expect(await main(["scan", "--history", "--format", format, "--output", "report.out"], io)).toBe(0);
  expect(await readFile(join(root, "report.out"), "utf8")).toContain("75 %");
  expect([io.stdoutText(), io.stderrText()]).toEqual(["", `Wrote ${join(root, "report.out")}\n`]);
});

test("a signal ends the scan with the shell's code, and is listened to no longer", async () => {
  const { root } = await sampleProject();
  let released = 0;
  const onSignal: AdoptionIo["onSignal"] = (listener) => {
    listener("SIGINT");
    return () => void (released += 1);
  };
  const io = { ...capturedIo({ cwd: root }), onSignal };
  expect([await main(["scan", "--history"], io), io.stdoutText(), released]).toEqual([130, "", 1]);
});

test("a scan below the top of the repository counts what lies there", async () => {
  const { root } = await sampleProject();
  await mkdir(join(root, "docs"));
  const inLoader = capturedIo({ cwd: join(root, "packages/loader") });
  const inDocs = capturedIo({ cwd: join(root, "docs") });
  expect([await main(["scan"], inLoader), await main(["scan", "--min", "100"], inDocs)]).toEqual([0, 0]);
  expect(inLoader.stdoutText()).toContain("3 streaming, 1 legacy");
  expect(inDocs.stderrText()).toBe("No site counts for the share: there is nothing to migrate, which passes\n");
});

test("without the types of the pipeline the scan says what to do, and --syntactic does without", async () => {
  const { root } = await sampleProject();
  await rm(join(root, "node_modules"), { recursive: true });
  const typed = capturedIo({ cwd: root });
  expect(await main(["scan"], typed)).toBe(2);
  expect(typed.stderrText()).toContain("scan with --syntactic");
  const syntactic = capturedIo({ cwd: root });
  expect(await main(["scan", "--syntactic"], syntactic)).toBe(0);
  expect(syntactic.stdoutText()).toContain("3 streaming, 1 legacy");
  expect(syntactic.stdoutText()).toContain("Note: Receivers were told by imports and syntax alone, without types");
});
