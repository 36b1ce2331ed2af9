import assert from "node:assert/strict";
import type { ContractCase } from "./contract-case.js";
import type { StartFetch } from "./open-fetch.js";

/** How fetching ends before the source does. */
export function endingCases(start: StartFetch): ContractCase[] {
  return [
    {
      title: "it reads lazily and closes when the consumer stops early",
      run: async () => {
        const run = await start();
        const source = run.adapter.fetch(run.context);
        const iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
        await iterator.next();
        assert.ok(run.marks.length <= 1, `at most one mark is set before the first item, received ${run.marks.length}`);
        if (!(Symbol.asyncIterator in source) && iterator.return === undefined) return; // a list has nothing to close
        assert.ok(iterator.return !== undefined, "its iterator has a return() that closes the source");
        await iterator.return();
        assert.equal((await iterator.next()).done, true, "nothing comes behind return()");
      },
    },
    {
      title: "an aborted signal ends it with the signal's reason or at the end of its page",
      run: async () => {
        const run = await start();
        const source = run.adapter.fetch(run.context);
        const reason = new Error("stop");
        let marksAtAbort = Infinity;
        let late = 0;
        try {
          for await (const _ of source) {
            run.yielded += 1;
            if (run.marks.length > marksAtAbort) late += 1;
            if (run.controller.signal.aborted) continue;
            marksAtAbort = run.marks.length;
            run.controller.abort(reason);
          }
        } catch (error) {
          assert.equal(error, reason);
        }
        assert.ok(run.yielded >= 1);
        if (Symbol.asyncIterator in source) assert.equal(late, 0, "no item comes of a page or chunk that was begun after the abort");
      },
    },
  ];
}
