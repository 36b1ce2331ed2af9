import { expect, test } from "vitest";
import { errorMessageOf, errorTypeOf, SluiceError } from "./sluice-error.js";

test("it carries code, context and cause, and takes retryable from the catalogue", () => {
  const cause = new Error("below");
  const error = new SluiceError("Cannot fetch", { code: "HTTP_TRANSPORT", context: { url: "u" }, cause });
  expect(error).toMatchObject({ name: "SluiceError", message: "Cannot fetch", code: "HTTP_TRANSPORT", retryable: true, context: { url: "u" }, cause });
  expect(error).toBeInstanceOf(Error);
});

test("retryable can be said otherwise", () => {
  expect(new SluiceError("Cannot fetch", { code: "HTTP_STATUS", retryable: true }).retryable).toBe(true);
  expect(new SluiceError("Cannot fetch", { code: "HTTP_STATUS" }).retryable).toBe(false);
});

test("without a cause there is no property of that name", () => {
  expect("cause" in new SluiceError("Cannot fetch", { code: "HTTP_STATUS" })).toBe(false);
});

test("one of a second installed copy is recognised", async () => {
  const url = "./sluice-error.js?copy";
  const copy = (await import(url)) as { SluiceError: typeof SluiceError };
  const error = new copy.SluiceError("Cannot fetch", { code: "HTTP_STATUS" });
  expect(copy.SluiceError).not.toBe(SluiceError);
  expect(error).not.toBeInstanceOf(SluiceError);
  expect(SluiceError.is(error)).toBe(true);
  expect(errorTypeOf(error)).toBe("HTTP_STATUS");
});

test.each([[null], [undefined], ["SluiceError"], [{ name: "SluiceError", code: "HTTP_STATUS" }], [new Error("other")], [() => 1]])(
  "%s is none",
  (value) => expect(SluiceError.is(value)).toBe(false),
);

test("the mark is neither seen in JSON nor enumerated", () => {
  const error = new SluiceError("Cannot fetch", { code: "HTTP_STATUS" });
  expect(Object.getOwnPropertySymbols(Object.assign({}, error))).toEqual([]);
  expect(JSON.parse(JSON.stringify(error))).toEqual({ name: "SluiceError", code: "HTTP_STATUS", retryable: false, context: {} });
});

test("whatever was thrown has a type and a message", () => {
  expect([errorTypeOf(new RangeError("r")), errorTypeOf("s"), errorTypeOf(null)]).toEqual(["RangeError", "string", "object"]);
  expect([errorMessageOf(new RangeError("r")), errorMessageOf("s"), errorMessageOf(undefined)]).toEqual(["r", "s", "undefined"]);
});

const fail = (): never => {
  throw new Error("evil");
};

test.each([
  ["an object without a prototype", Object.create(null), "object", "Something was thrown that cannot be read"],
  ["an error whose message is an object", Object.assign(new Error("a"), { message: { status: 503 } }), "Error", "Something was thrown that cannot be read"],
  ["an error whose message throws", Object.defineProperty(new Error("b"), "message", { get: fail }), "Error", "Something was thrown that cannot be read"],
  ["an error whose name is a number", Object.assign(new Error("no name"), { name: 5 }), "Error", "no name"],
  ["a proxy that throws", new Proxy({}, { get: fail, has: fail, getPrototypeOf: fail }), "Error", "Something was thrown that cannot be read"],
  ["a symbol", Symbol("s"), "symbol", "Symbol(s)"],
])("%s has a type and a message, too, and is no SluiceError", (_, thrown: unknown, type, message) => {
  expect([errorTypeOf(thrown), errorMessageOf(thrown), SluiceError.is(thrown)]).toEqual([type, message, false]);
});
