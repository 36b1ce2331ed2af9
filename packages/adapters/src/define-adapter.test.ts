import { expect, expectTypeOf, test } from "vitest";
import type { Adapter, FetchContext } from "@sluice/core-events";
import * as z from "zod";
import { defineAdapter } from "./define-adapter.js";

const letters = defineAdapter({
  name: "letters",
  parameters: z.object({ upTo: z.coerce.number().default(26) }),
  *fetch({ parameters }) {
    for (let n = 0; n < parameters.upTo; n += 1) yield String.fromCodePoint(97 + n);
  },
  identify: (letter) => letter,
  parse: (letter) => ({ docId: letter, title: null, text: letter, metadata: {}, provenance: { source: "letters" } }),
});

test("defineAdapter() infers items from fetch and parameters from the schema", () => {
  expectTypeOf(letters).toEqualTypeOf<Adapter<string, { upTo: number }>>();
});

test("defineAdapter() gives the adapter back unchanged", () => {
  const parameters = letters.parameters?.parse({ upTo: "3" });
  const context = { parameters } as FetchContext<{ upTo: number }>; // fetch reads nothing else
  expect([...(letters.fetch(context) as Iterable<string>)]).toEqual(["a", "b", "c"]);
});

test.each(["Letters", "two words", "", "trailing-", "-leading", 7])("defineAdapter() refuses the name %j", (name) => {
  expect(() => defineAdapter({ ...letters, name: name as string })).toThrow(TypeError);
});

test.each(["fetch", "identify", "parse"])("defineAdapter() refuses an adapter without %s", (member) => {
  expect(() => defineAdapter({ ...letters, [member]: undefined })).toThrow(`Cannot define the adapter letters: ${member} must be a function`);
});

test("defineAdapter() refuses an optional member that is not a function", () => {
  expect(() => defineAdapter({ ...letters, sizeOf: 3 as never })).toThrow("sizeOf must be a function, received number");
});

test.each([{ upTo: 3 }, null, "z.object()", () => 1])("defineAdapter() refuses the parameters %o, which are no schema", (wrong) => {
  expect(() => defineAdapter({ ...letters, parameters: wrong as never })).toThrow("Cannot define the adapter letters: parameters must be a zod schema");
});
