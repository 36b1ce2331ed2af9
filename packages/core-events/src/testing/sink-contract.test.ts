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
  | "refuses lone surrogates"
  | "refuses line feeds";

/** A whole sink in memory, but for one flaw. */
function memoryTarget(flaw: Flaw): SinkUnderTest {
  let stored: string[] = [];
  const open = ({ position }: SinkOpenOptions): OpenSink => {
    const start = position === null ? 0 : Number(position);
    if (position === null && stored.length > 0 && flaw !== "takes any target") throw coded("SINK_EXISTS");
    if ((Number.isNaN(start) || stored.length < start) && flaw !== "takes a short target") throw coded("SINK_TRUNCATED");
    if (flaw === "starts over on resume") stored = [];
    else if (flaw !== "keeps what was not committed") stored = stored.slice(0, start);
    return {
      prepare({ text }) {
        const isRefused = flaw === "refuses line feeds" ? text?.includes("\n") : flaw === "refuses lone surrogates" && text?.isWellFormed() === false;
        if (isRefused === true) throw coded("DOCUMENT_UNSERIALIZABLE");
      },
      async write(documents, { signal } = {}) {
        if (flaw !== "ignores the signal") signal?.throwIfAborted();
        for (const document of documents) stored.push(...linesOf(document));
      },
      commit: async () => (flaw === "gives a position that JSON cannot hold" ? ((() => 0) as never) : stored.length),
      [Symbol.asyncDispose]: async () => undefined,
    };
  };
  const linesOf = (document: Document): string[] => {
    const line = JSON.stringify(flaw === "changes text" ? { ...document, text: document.text?.trim() } : document);
    return flaw === "writes twice" ? [line, line] : [line];
  };
  const sink: Sink = { name: "memory", open: async (options) => open(options) };
  const kept = () => (flaw === "loses the last document" ? stored.slice(0, -1) : stored);
  return { sink, read: async () => kept().map((line) => JSON.parse(line) as Document), erase: async () => void (stored = []) };
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
  ["keeps what was not committed", "what was written after the last commit is gone after reopening there"],
  ["starts over on resume", "a run goes on behind the last commit"],
  ["takes any target", "data that no position accounts for is refused"],
  ["takes a short target", "a target that holds less than its position says is refused"],
  ["ignores the signal", "an aborted signal keeps a batch from being accepted"],
  ["gives a position that JSON cannot hold", "a commit without documents keeps the position valid"],
])("a sink that %s fails: %s", async (flaw, title) => expect(await failures(flaw)).toContain(title));
