import { expect, test } from "vitest";
import { parseBenchOptions } from "./bench-options.ts";

test("parseBenchOptions() measures the speed of every peer in five rounds by default", () => {
  const options = parseBenchOptions([]);
  expect(options).toMatchObject({ command: "speed", rounds: 5, documents: null, json: false });
  expect(options !== "help" && options.peers).toContain("p-map");
});

test("parseBenchOptions() keeps the floor beside the peers asked for", () => {
  expect(parseBenchOptions(["--only", "sluice"])).toMatchObject({ peers: ["floor", "sluice", "sluice-batches"] });
});

test("parseBenchOptions() refuses an unknown command, peer or number", () => {
  expect(() => parseBenchOptions(["speeed"])).toThrow(/expected one of speed, memory/);
  expect(() => parseBenchOptions(["--only", "pmap"])).toThrow(/received pmap/);
  expect(() => parseBenchOptions(["--rounds", "0"])).toThrow(/expected an integer >= 1, received 0/);
});
