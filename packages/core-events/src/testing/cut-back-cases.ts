import assert from "node:assert/strict";
import type { SinkPosition } from "../checkpoint.js";
import type { ContractCase } from "./contract-case.js";
import type { SinkContractOptions } from "./sink-contract.js";
import { checkpointOf, hasCode, numbered, put, sorted, writeAndCommit } from "./sink-steps.js";

/** What only a target can keep that is looked at again when it is opened. */
export function cutBackCases(target: SinkContractOptions["target"]): ContractCase[] {
  return [
    {
      title: "what is committed is there before the sink is closed",
      run: async () => {
        const { sink, read } = await target();
        await using open = await sink.open({ position: null });
        await put(open, [numbered(1)]);
        await open.commit(checkpointOf(1));
        assert.deepEqual(await read(), [numbered(1)]);
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
      title: "what later commits wrote is gone after reopening at an earlier one",
      run: async () => {
        const { sink, read } = await target();
        const earlier = await writeAndCommit(sink, null, [numbered(1)]);
        await writeAndCommit(sink, earlier, [numbered(2), numbered(3)]);
        await writeAndCommit(sink, earlier, [numbered(3)]);
        assert.deepEqual(sorted(await read()), [numbered(1), numbered(3)]);
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
