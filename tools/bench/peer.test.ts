import { expect, test } from "vitest";
import { loadPeer, PEER_NAMES } from "./peer.ts";
import { Tally } from "./tally.ts";

for (const name of PEER_NAMES) {
  test(`${name} does the whole job in each of its scenarios`, async () => {
    const peer = await loadPeer(name);
    for (const scenario of peer.scenarios) {
      const tally = new Tally();
      await peer.run(scenario, 450, tally);
      tally.assertDone(scenario, 450);
    }
    expect(peer.scenarios.length).toBeGreaterThan(0);
  });
}

test("a run that leaves out a document, an event or text is not counted", () => {
  const tally = new Tally();
  tally.takeEvent({ type: "DocumentStarted" });
  expect(() => tally.assertDone("ea", 100)).toThrow(/documents: expected 100, received 0; characters: .*; started events: expected 100, received 1; progress/);
});
