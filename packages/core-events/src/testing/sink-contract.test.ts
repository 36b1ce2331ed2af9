import { describe, expect, test } from "vitest";
import type { Document } from "../document.js";
import type { OpenSink, Sink, SinkOpenOptions } from "../sink.js";
import { SluiceError } from "../sluice-error.js";
import { sinkContract, type SinkUnderTest } from "./sink-contract.js";

/** How a sink in memory departs from the contract. */
type Flaw =
  | "none"
  | "loses the last document"
  | "writes twice"
  | "changes text"
  | "keeps what was not committed"
  | "starts over on resume"
  | "takes any target"
  | "takes a short target"
  | "ignores the signal"
  | "gives a position that JSON cannot hold"
  | "writes when it is closed"
  | "keeps the last batch of a commit alone"
  | "keeps the last commit alone"
  | "cuts back no further than its last commit"
  | "drops sections"
  | "takes ids that differ in case for one"
  | "refuses lone surrogates"
  | "refuses line feeds";

/** A whole sink in memory, but for one flaw. */
function memoryTarget(flaw: Flaw): SinkUnderTest {
  let stored: string[] = [];
  let committed = 0;
  const startAt = ({ position }: SinkOpenOptions): void => {
    const start = position === null ? 0 : Number(position);
    if (position === null && stored.length > 0 && flaw !== "takes any target") throw coded("SINK_EXISTS");
    if ((Number.isNaN(start) || stored.length < start) && flaw !== "takes a short target") throw coded("SINK_TRUNCATED");
    if (flaw === "starts over on resume") stored = [];
    else if (flaw === "cuts back no further than its last commit") stored = stored.slice(0, Math.max(start, committed));
    else if (flaw !== "keeps what was not committed") stored = stored.slice(0, start);
  };
  const open = (options: SinkOpenOptions): OpenSink => {
    startAt(options);
    let waiting: string[] = [];
    const flush = (): void => {
      if (flaw === "keeps the last commit alone") stored = [];
      stored.push(...waiting);
      waiting = [];
    };
    return {
      prepare: (document) => refuse(document, flaw),
      async write(documents, { signal } = {}) {
        if (flaw !== "ignores the signal") signal?.throwIfAborted();
        if (flaw === "keeps the last batch of a commit alone") waiting = [];
        waiting.push(...documents.flatMap((document) => linesOf(document, flaw)));
      },
      async commit() {
        const position = stored.length + waiting.length;
        if (flaw !== "writes when it is closed") flush();
        committed = position;
        return flaw === "gives a position that JSON cannot hold" ? ((() => 0) as never) : position;
      },
      [Symbol.asyncDispose]: async () => flush(),
    };
  };
  const sink: Sink = { name: "memory", open: async (options) => open(options) };
  const kept = () => (flaw === "loses the last document" ? stored.slice(0, -1) : stored);
  return { sink, read: async () => kept().map((line) => JSON.parse(line) as Document), erase: async () => void (stored = []) };
}

function refuse({ text }: Document, flaw: Flaw): void {
  const isRefused = flaw === "refuses line feeds" ? text?.includes("\n") : flaw === "refuses lone surrogates" && text?.isWellFormed() === false;
  if (isRefused === true) throw coded("DOCUMENT_UNSERIALIZABLE");
}

function linesOf(document: Document, flaw: Flaw): string[] {
  if (flaw === "drops sections") return [JSON.stringify({ ...document, sections: undefined })];
  if (flaw === "takes ids that differ in case for one" && document.docId === "Twin") return [];
  const line = JSON.stringify(flaw === "changes text" ? { ...document, text: document.text?.trim() } : document);
  return flaw === "writes twice" ? [line, line] : [line];
}

function coded(code: "SINK_EXISTS" | "SINK_TRUNCATED" | "DOCUMENT_UNSERIALIZABLE"): SluiceError {
  return new SluiceError("Cannot open the sink", { code });
}

async function failures(flaw: Flaw): Promise<string[]> {
  const failed: string[] = [];
  for (const { title, run } of sinkContract({ target: async () => memoryTarget(flaw) })) {
    await run().catch(() => failed.push(title));
  }
  return failed;
}

describe("a whole sink passes", () => {
  for (const { title, run } of sinkContract({ target: async () => memoryTarget("none") })) test(title, run);
});

test("a sink that delivers at least once is spared what a pipe cannot do", () => {
  const titles = sinkContract({ target: async () => memoryTarget("none"), delivery: "at-least-once" }).map(({ title }) => title);
  expect(titles).toContain("a run goes on behind the last commit");
  expect(titles).not.toContain("data that no position accounts for is refused");
});

test("a sink may refuse a lone surrogate as that one document", async () => {
  expect(await failures("refuses lone surrogates")).toEqual([]);
});

test.each<[Flaw, string]>([
  ["refuses line feeds", "what is committed can be read back, equal and once"],
  ["loses the last document", "what is committed can be read back, equal and once"],
  ["writes twice", "what is committed can be read back, equal and once"],
  ["changes text", "what is committed can be read back, equal and once"],
  ["drops sections", "what is committed can be read back, equal and once"],
  ["takes ids that differ in case for one", "what is committed can be read back, equal and once"],
  ["writes when it is closed", "what is committed is there before the sink is closed"],
  ["keeps the last batch of a commit alone", "batches and commits of one opening add up"],
  ["keeps the last commit alone", "batches and commits of one opening add up"],
  ["cuts back no further than its last commit", "what later commits wrote is gone after reopening at an earlier one"],
  ["keeps what was not committed", "what was written after the last commit is gone after reopening there"],
  ["starts over on resume", "a run goes on behind the last commit"],
  ["takes any target", "data that no position accounts for is refused"],
  ["takes a short target", "a target that holds less than its position says is refused"],
  ["ignores the signal", "an aborted signal keeps a batch from being accepted"],
  ["gives a position that JSON cannot hold", "a commit without documents keeps the position valid"],
])("a sink that %s fails: %s", async (flaw, title) => expect(await failures(flaw)).toContain(title));
