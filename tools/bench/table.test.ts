import { expect, test } from "vitest";
import type { Scenario } from "./job.ts";
import type { PeerName } from "./peer.ts";
import type { Figure } from "./rounds.ts";
import { benchTable, missedBounds } from "./table.ts";

function figure(peer: PeerName, scenario: Scenario, multiple: number): Figure {
  return { peer, scenario, multiple, cpuNsPerDocument: 250 * multiple, documentsPerSecond: 4_000_000 / multiple, peakRssMegabytes: 90 };
}

test("benchTable() prints thousands of documents a second and the multiple of the floor", () => {
  const lines = benchTable([figure("floor", "a", 1), figure("p-map", "a", 3.11)]).split("\n");
  expect(lines[1]).toMatch(/^bare for await +4000 +1\.0 +- +- +- +-$/);
  expect(lines[2]).toMatch(/^p-map +1286 +3\.1 +- +- +- +-$/);
});

test("benchTable() puts the bounds and their verdicts below the row of Sluice", () => {
  const lines = benchTable([figure("floor", "a", 1), figure("sluice", "a", 3), figure("sluice", "eb", 4.5)]).split("\n");
  expect(lines[3]).toMatch(/^ +bound +<= 3\.1 pass +- +- +- +<= 4\.0 miss$/);
});

test("missedBounds() names the scenarios above their bound and no others", () => {
  expect(missedBounds([figure("sluice", "a", 3.1), figure("sluice", "eb", 4.01), figure("p-map", "b", 99)])).toEqual(["eb"]);
});
