import { expect, test } from "vitest";
import { optionalPeer } from "./optional-peer.js";

test("a package that is there is given", async () => {
  await expect(optionalPeer("peer", () => Promise.resolve({ version: 1 }), "do it")).resolves.toEqual({ version: 1 });
});

test("a package that is missing is named, with what to install", async () => {
  const missing = Object.assign(new Error("Cannot find package 'peer' imported from here"), { code: "ERR_MODULE_NOT_FOUND" });
  const message = "Cannot do it: expected the optional package peer, received none; run npm install peer";
  await expect(optionalPeer("peer", () => Promise.reject(missing), "do it")).rejects.toMatchObject({ code: "DEPENDENCY_MISSING", message, cause: missing });
});

test("an error of the peer itself passes unchanged", async () => {
  const failure = Object.assign(new Error("Cannot find package 'inner' imported from peer"), { code: "ERR_MODULE_NOT_FOUND" });
  await expect(optionalPeer("peer", () => Promise.reject(failure), "do it")).rejects.toBe(failure);
});
