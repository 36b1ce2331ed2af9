import { expect, test } from "vitest";
import * as z from "zod";
import { adapterProblems } from "./adapter-problems.js";

const adapter = { name: "feed", parameters: z.object({}), fetch: () => [], identify: String, parse: () => null };

test("an adapter has no problems", () => {
  expect(adapterProblems(adapter)).toEqual([]);
  expect(adapterProblems({ ...adapter, parameters: undefined, sizeOf: () => 1 })).toEqual([]);
});

test.each<[unknown, string]>([
  [undefined, "expected an adapter, received nothing"],
  ["feed", "expected an adapter, received a string"],
  [{ name: "feed", run: 1 }, "expected an adapter (name, fetch, identify, parse), received an object with name, run"],
  [{ ...adapter, name: "Feed" }, 'name must be lower-case words joined by hyphens, received "Feed"'],
  [{ ...adapter, name: undefined }, "name must be lower-case words joined by hyphens, received nothing"],
  [{ ...adapter, name: "csv" }, "the name csv is that of a built-in adapter"],
  [{ ...adapter, parse: undefined }, "parse must be a function, received nothing"],
  [{ ...adapter, validate: 3 }, "validate must be a function, received a number"],
  [{ ...adapter, parameters: { type: "object" } }, "parameters must be a zod schema, received an object with type"],
])("%o: %s", (value, problem) => {
  expect(adapterProblems(value)).toEqual([expect.stringContaining(problem)]);
});
