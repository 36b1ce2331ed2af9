import assert from "node:assert/strict";
import { awkwardDocuments, mayBeRefused } from "./awkward-documents.js";
import type { ContractCase } from "./contract-case.js";
import type { SinkContractOptions } from "./sink-contract.js";
import { checkpointOf, numbered, put, sorted, writeAndCommit } from "./sink-steps.js";

/** What every target gives back of what was committed. */
export function commitCases(target: SinkContractOptions["target"]): ContractCase[] {
  return [
    {
      title: "what is committed can be read back, equal and once",
      run: async () => {
        const { sink, read } = await target();
        const refused: string[] = [];
        await writeAndCommit(sink, null, awkwardDocuments, (docId) => void refused.push(docId));
        assert.deepEqual(refused.filter((docId) => !mayBeRefused(docId)), [], "documents refused that every target can hold");
        const kept = awkwardDocuments.filter(({ docId }) => !refused.includes(docId));
        assert.deepEqual(sorted(await read()), sorted(kept));
      },
    },
    {
      title: "batches and commits of one opening add up",
      run: async () => {
        const { sink, read } = await target();
        {
          await using open = await sink.open({ position: null });
          for (const batch of [[1, 2], [3]]) await put(open, batch.map(numbered));
          await open.commit(checkpointOf(3));
          await put(open, [numbered(4)]);
          await open.commit(checkpointOf(4));
        }
        assert.deepEqual(sorted(await read()), [1, 2, 3, 4].map(numbered));
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
