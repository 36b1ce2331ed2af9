import { promisify } from "node:util";
import { expect, test } from "vitest";
import { type AddressLookup, guardedLookup } from "./guarded-lookup.js";

/** Resolves to one answer after the other. */
function resolving(...answers: string[][]): AddressLookup {
  return (_hostname, _options, callback) => callback(null, (answers.shift() ?? []).map((address) => ({ address, family: 4 })));
}

const ask = (lookup: AddressLookup): Promise<unknown> => promisify(guardedLookup(lookup))("api.test", { all: true });

test("D34: the socket is given the very addresses that were checked, from one question", async () => {
  const lookup = resolving(["8.8.8.8", "8.8.4.4"], ["127.0.0.1"]);
  expect(await ask(lookup)).toEqual([{ address: "8.8.8.8", family: 4 }, { address: "8.8.4.4", family: 4 }]);
  await expect(ask(lookup)).rejects.toMatchObject({ code: "HOST_FORBIDDEN" });
});

test("D34: one address that is not public is enough to refuse a name", async () => {
  await expect(ask(resolving(["8.8.8.8", "169.254.169.254"]))).rejects.toMatchObject({ context: { hostname: "api.test", address: "169.254.169.254" } });
});

test("a name without an address is not found", async () => {
  await expect(ask(resolving([]))).rejects.toMatchObject({ code: "ENOTFOUND" });
});

test("a resolver's error is passed on", async () => {
  const error = Object.assign(new Error("getaddrinfo EAI_AGAIN api.test"), { code: "EAI_AGAIN" });
  await expect(ask((_hostname, _options, callback) => callback(error, undefined as never))).rejects.toBe(error);
});
