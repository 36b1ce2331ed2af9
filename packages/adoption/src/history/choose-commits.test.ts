import { expect, test } from "vitest";
import { chooseCommits, parseCommits } from "./choose-commits.js";

const DAY = 86_400_000;
const daily = Array.from({ length: 100 }, (_, index) => ({ id: `c${99 - index}`, time: (99 - index) * DAY }));

test("commits are spread evenly over the period and end with the newest", () => {
  expect(chooseCommits(daily, { samples: 4, days: 30 }).map(({ id }) => id)).toEqual(["c69", "c79", "c89", "c99"]);
  expect(chooseCommits(daily, { samples: 4, days: null }).map(({ id }) => id)).toEqual(["c0", "c33", "c66", "c99"]);
});

test("a quiet history gives each commit once", () => {
  const two = [{ id: "new", time: 100 * DAY }, { id: "old", time: 0 }];
  expect(chooseCommits(two, { samples: 12, days: null }).map(({ id }) => id)).toEqual(["old", "new"]);
  expect(chooseCommits(two.slice(0, 1), { samples: 12, days: 365 })).toEqual([two[0]]);
  expect(chooseCommits([], { samples: 12, days: 365 })).toEqual([]);
});

test("commits whose clocks were wrong stay in the order of the history", () => {
  const skewed = [{ id: "c", time: 50 * DAY }, { id: "b", time: 90 * DAY }, { id: "a", time: 0 }];
  expect(chooseCommits(skewed, { samples: 3, days: null }).map(({ id }) => id)).toEqual(["a", "c"]);
});

test("the log is read line by line", () => {
  expect(parseCommits("ab 10\ncd 5\n")).toEqual([{ id: "ab", time: 10_000 }, { id: "cd", time: 5_000 }]);
});
