import assert from "node:assert/strict";
import type { Checkpoint, SinkPosition } from "../checkpoint.js";
import type { Document } from "../document.js";
import type { OpenSink, Sink } from "../sink.js";
import { SluiceError } from "../sluice-error.js";
import type { ContractCase } from "./contract-case.js";

/** One target under test. */
export interface SinkUnderTest {
  readonly sink: Sink;
  /** The documents the target holds now, in any order, as a reader would find them. */
  readonly read: () => Promise<readonly Document[]>;
  /** Removes the target's data behind the sink's back. */
  readonly erase: () => Promise<void>;
}

/** What {@link sinkContract} needs to know. */
export interface SinkContractOptions {
  /** A sink on a fresh, empty target; called once per case. */
  readonly target: () => Promise<SinkUnderTest>;
  /**
   * What the sink promises: each document `once`, or `at-least-once` where nothing can be cut back or looked at again, as in a
   * pipe; then the cases about that are left out. @default "once"
   */
  readonly delivery?: "once" | "at-least-once";
}

/**
 * The contract that every sink keeps, as cases for any test runner: what a commit covers survives, what it does not is cut
 * back when the sink is opened at the position of the last commit.
 */
export function sinkContract({ target, delivery = "once" }: SinkContractOptions): ContractCase[] {
  return delivery === "once" ? [...everySink(target), ...cutBack(target)] : everySink(target);
}

function everySink(target: SinkContractOptions["target"]): ContractCase[] {
  return [
    {
      title: "what is committed can be read back, equal and once",
      run: async () => {
        const { sink, read } = await target();
        const refused: string[] = [];
        await writeAndCommit(sink, null, awkwardDocuments, (docId) => void refused.push(docId));
        assert.deepEqual(refused.filter((docId) => !refusable.has(docId)), [], "documents refused that every target can hold");
        const kept = awkwardDocuments.filter(({ docId }) => !refused.includes(docId));
        assert.deepEqual(sorted(await read()), sorted(kept));
      },
    },
    {
      title: "a run goes on behind the last commit",
      run: async () => {
        const { sink, read } = await target();
        const position = await writeAndCommit(sink, null, [numbered(1)]);
        await writeAndCommit(sink, position, [numbered(2)]);
        assert.deepEqual(sorted(await read()), [numbered(1), numbered(2)]);
      },
    },
    {
      title: "a commit without documents keeps the position valid",
      run: async () => {
        const { sink, read } = await target();
        const position = await writeAndCommit(sink, null, []);
        await writeAndCommit(sink, position, [numbered(1)]);
        assert.deepEqual(await read(), [numbered(1)]);
      },
    },
    {
      title: "an aborted signal keeps a batch from being accepted",
      run: async () => {
        const { sink } = await target();
        await using open = await sink.open({ position: null });
        const reason = new Error("stop");
        await assert.rejects(() => open.write([numbered(1)], { signal: AbortSignal.abort(reason) }), reason);
      },
    },
  ];
}

/** What only a target can keep that is looked at again when it is opened. */
function cutBack(target: SinkContractOptions["target"]): ContractCase[] {
  return [
    {
      title: "what was written after the last commit is gone after reopening there",
      run: async () => {
        const { sink, read } = await target();
        let position: SinkPosition;
        {
          await using open = await sink.open({ position: null });
          await put(open, [numbered(1)]);
          position = await open.commit(checkpointOf(1));
          await put(open, [numbered(2), numbered(3)]);
        }
        await writeAndCommit(sink, position, [numbered(2)]);
        assert.deepEqual(sorted(await read()), [numbered(1), numbered(2)]);
      },
    },
    {
      title: "data that no position accounts for is refused",
      run: async () => {
        const { sink } = await target();
        await writeAndCommit(sink, null, [numbered(1)]);
        await assert.rejects(() => sink.open({ position: null }), hasCode("SINK_EXISTS"));
      },
    },
    {
      title: "a target that holds less than its position says is refused",
      run: async () => {
        const { sink, erase } = await target();
        const position = await writeAndCommit(sink, null, [numbered(1)]);
        await erase();
        await assert.rejects(() => sink.open({ position }), hasCode("SINK_TRUNCATED"));
      },
    },
  ];
}

async function writeAndCommit(
  sink: Sink,
  position: SinkPosition | null,
  documents: readonly Document[],
  onRefused?: (docId: string) => void,
): Promise<SinkPosition> {
  await using open = await sink.open({ position });
  await put(open, documents, onRefused);
  return JSON.parse(JSON.stringify(await open.commit(checkpointOf(documents.length)))) as SinkPosition; // as a store gives it back
}

async function put(open: OpenSink, documents: readonly Document[], onRefused?: (docId: string) => void): Promise<void> {
  await open.write(documents.filter((document) => isAccepted(open, document, onRefused)));
}

/** Whether `prepare` lets a document pass; it may refuse what the target has no form for, as that one document. */
function isAccepted(open: OpenSink, document: Document, onRefused: ((docId: string) => void) | undefined): boolean {
  try {
    open.prepare?.(document);
    return true;
  } catch (error) {
    if (onRefused === undefined || !hasCode("DOCUMENT_UNSERIALIZABLE")(error)) throw error;
    onRefused(document.docId);
    return false;
  }
}

function numbered(n: number): Document {
  return { docId: `d${n}`, title: null, text: String(n), metadata: { n }, provenance: { source: "contract" } };
}

/** A lone surrogate has no form in UTF-8, and NUL none in the text of some databases. */
const refusable = new Set(["awkward-3", "awkward-4"]);

const awkwardDocuments: readonly Document[] = ["line\nfeed", "\r", "\u2028", "\ud800 alone", "\0", "x".repeat(100_000)].map((text, n) => ({
  docId: `awkward-${n}`,
  title: text.slice(0, 10),
  text,
  metadata: {},
  provenance: { source: "contract" },
}));

function checkpointOf(completed: number): Checkpoint {
  return {
    version: 1,
    runId: "contract",
    adapter: "contract",
    timestamp: 0,
    cursor: null,
    lowWaterMark: completed,
    finished: { count: completed, ahead: [] },
    completed,
    failed: 0,
  };
}

function sorted(documents: readonly Document[]): Document[] {
  return [...documents].sort((a, b) => (a.docId < b.docId ? -1 : 1));
}

function hasCode(code: string): (error: unknown) => boolean {
  return (error) => SluiceError.is(error) && error.code === code;
}
