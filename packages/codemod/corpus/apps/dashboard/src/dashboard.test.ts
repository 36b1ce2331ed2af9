import assert from "node:assert/strict";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { IngestionPipeline } from "@sluice/pipeline";
import { preview } from "./preview.js";
import { Refresher } from "./refresher.js";
import { serve } from "./server.js";
import { type Trial, trialsAdapter } from "./trials.js";

const good: readonly Trial[] = [
  { id: "T1", title: "Vitamin D", phase: 2 },
  { id: "T2", title: "Zinc", phase: 3 },
  { id: "T3", title: "Iron", phase: 2 },
];
const bad: readonly Trial[] = [...good.slice(0, 2), { id: "T9", title: "Nothing", phase: 0 }];
const pipelineOf = (trials: readonly Trial[]): IngestionPipeline => new IngestionPipeline({ adapters: [trialsAdapter(() => trials)] });

async function get(trials: readonly Trial[], ...paths: readonly string[]): Promise<string[]> {
  const server = serve(pipelineOf(trials)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const answers: string[] = [];
  for (const path of paths) {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    answers.push(`${response.status} ${await response.text()}`);
  }
  server.close();
  server.closeAllConnections();
  return answers;
}

test("pages show what the source holds", async () => {
  assert.deepEqual(await get(good, "/", "/count", "/phases", "/trial/T2", "/trial/T7", "/else"), [
    '200 <table><tr id="T1"><td>Vitamin D</td></tr><tr id="T2"><td>Zinc</td></tr><tr id="T3"><td>Iron</td></tr></table>',
    "200 <b>3</b>",
    "200 <ul><li>phase 2: 2</li><li>phase 3: 1</li></ul>",
    "200 <h1>Zinc</h1>",
    "404 no such trial",
    "404 not found",
  ]);
});

test("a damaged trial fails every page that reads trials", async () => {
  const answers = await get(bad, "/", "/count", "/phases", "/trial/T1");
  assert.deepEqual(answers, Array(4).fill("502 RangeError: T9: phase 0"));
});

test("the refresher keeps counts and the last error", async () => {
  let trials: readonly Trial[] = good;
  const refresher = new Refresher(new IngestionPipeline({ adapters: [trialsAdapter(() => trials)] }));
  await refresher.refresh();
  trials = bad;
  await refresher.refresh();
  assert.deepEqual(refresher.history, [3]);
  assert.equal(refresher.lastError, "RangeError: T9: phase 0");
});

test("a preview is refused where a trial is damaged", async () => {
  assert.deepEqual(await preview(pipelineOf(good), 2), ["Vitamin D", "Zinc"]);
  await assert.rejects(preview(pipelineOf(bad), 1), RangeError);
});
