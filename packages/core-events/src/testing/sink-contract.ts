import assert from "node:assert/strict";
import type { Checkpoint, SinkPosition } from "../checkpoint.js";
import type { Document } from "../document.js";
import type { Sink } from "../sink.js";
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
}

/**
 * The contract that every sink keeps, as cases for any test runner: what a commit covers survives, what it does not is cut
 * back when the sink is opened at the position of the last commit.
 */
export function sinkContract({ target }: SinkContractOptions): ContractCase[] {
  return [
    {
      title: "what is committed can be read back, equal and once",
      run: async () => {
        const { sink, read } = await target();
        await writeAndCommit(sink, null, awkwardDocuments);
        assert.deepEqual(sorted(await read()), sorted(awkwardDocuments));
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
      title: "a commit without documents keeps the position valid",
      run: async () => {
        const { sink, read } = await target();
        const position = await writeAndCommit(sink, null, []);
        await writeAndCommit(sink, position, [numbered(1)]);
        assert.deepEqual(await read(), [numbered(1)]);
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

async function writeAndCommit(sink: Sink, position: SinkPosition | null, documents: readonly Document[]): Promise<SinkPosition> {
  await using open = await sink.open({ position });
  await put(open, documents);
  return JSON.parse(JSON.stringify(await open.commit(checkpointOf(documents.length)))) as SinkPosition; // as a store gives it back
}

async function put(open: Awaited<ReturnType<Sink["open"]>>, documents: readonly Document[]): Promise<void> {
  for (const document of documents) open.prepare?.(document);
  await open.write(documents);
}

function numbered(n: number): Document {
  return { docId: `d${n}`, title: null, text: String(n), metadata: { n }, provenance: { source: "contract" } };
}

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
