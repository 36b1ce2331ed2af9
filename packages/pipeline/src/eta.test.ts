import { expect, test } from "vitest";
import { etaSeconds, perSecond } from "./eta.js";

const odd = [0, 1, 7, 1e3, 1e300, -1, NaN, Infinity, -Infinity, 0.1, Number.MIN_VALUE];

test("A13 the ETA is null or a finite number >= 0, whatever comes in", () => {
  for (const finished of odd) {
    for (const rate of odd) {
      for (const estimatedTotal of [null, ...odd]) {
        const eta = etaSeconds({ finished, rate, estimatedTotal });
        expect(eta === null || (Number.isFinite(eta) && eta >= 0), `${finished} ${rate} ${estimatedTotal}: ${eta}`).toBe(true);
      }
    }
  }
});

test.each([
  [{ finished: 10, rate: 5, estimatedTotal: 20 }, 2],
  [{ finished: 20, rate: 5, estimatedTotal: 20 }, 0],
  [{ finished: 21, rate: 5, estimatedTotal: 20 }, null],
  [{ finished: 0, rate: 0, estimatedTotal: 20 }, null],
  [{ finished: 5, rate: 5, estimatedTotal: null }, null],
])("etaSeconds(%j) is %j", (input, eta) => {
  expect(etaSeconds(input)).toBe(eta);
});

test("perSecond() is 0 while no time has passed", () => {
  expect([perSecond(5, 0), perSecond(5, -1), perSecond(5, 500)]).toEqual([0, 0, 10]);
});
