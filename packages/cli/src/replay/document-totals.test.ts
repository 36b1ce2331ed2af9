import { expect, test } from "vitest";
import { DocumentTotals } from "./document-totals.js";

function end(totals: DocumentTotals, runId: string, { completed, failed }: { completed: number; failed: number }): void {
  for (let n = 0; n < completed; n += 1) totals.ended(runId, "completed");
  for (let n = 0; n < failed; n += 1) totals.ended(runId, "failed");
}

test("an attempt that resumes another one counts from its checkpoint", () => {
  const totals = new DocumentTotals();
  totals.started({ runId: "a" }, false);
  end(totals, "a", { completed: 8, failed: 3 });
  totals.started({ runId: "b", resumedFrom: { runId: "a", completed: 5, failed: 2 } }, false);
  end(totals, "b", { completed: 4, failed: 1 });
  expect([totals.total, totals.of("a"), totals.of("b")]).toEqual(Array.from({ length: 3 }, () => ({ completed: 9, failed: 3 })));
});

test("documents that only the checkpoint knew of are counted, and said to be untold", () => {
  const totals = new DocumentTotals();
  totals.started({ runId: "a" }, false);
  end(totals, "a", { completed: 8, failed: 3 });
  totals.started({ runId: "b", resumedFrom: { runId: "a", completed: 10, failed: 4 } }, false);
  expect([totals.total, totals.untold]).toEqual([{ completed: 10, failed: 4 }, 3]);
});

test("what a retry completes had failed before, also if the retry was interrupted", () => {
  const totals = new DocumentTotals();
  totals.started({ runId: "a" }, false);
  end(totals, "a", { completed: 5, failed: 4 });
  totals.started({ runId: "r1" }, true);
  end(totals, "r1", { completed: 2, failed: 1 });
  totals.started({ runId: "r2", resumedFrom: { runId: "r1", completed: 1, failed: 1 } }, true);
  end(totals, "r2", { completed: 1, failed: 1 });
  expect(totals.total).toEqual({ completed: 7, failed: 2 });
});

test("a run that goes on after a retry counts what the retry has done once", () => {
  const totals = new DocumentTotals();
  totals.started({ runId: "a" }, false);
  end(totals, "a", { completed: 5, failed: 4 });
  totals.started({ runId: "r1" }, true);
  end(totals, "r1", { completed: 3, failed: 1 });
  totals.started({ runId: "b", resumedFrom: { runId: "a", completed: 8, failed: 1 } }, false);
  end(totals, "b", { completed: 2, failed: 0 });
  expect(totals.total).toEqual({ completed: 10, failed: 1 });
});

test("runs that begin anew add up, and one whose beginning is gone counts what is seen", () => {
  const totals = new DocumentTotals();
  end(totals, "gone", { completed: 2, failed: 0 });
  totals.started({ runId: "a" }, false);
  end(totals, "a", { completed: 1, failed: 1 });
  totals.started({ runId: "b" }, false);
  end(totals, "b", { completed: 1, failed: 0 });
  expect([totals.total, totals.of("b")]).toEqual([{ completed: 4, failed: 1 }, { completed: 1, failed: 0 }]);
});
