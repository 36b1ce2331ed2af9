import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { postgresSink } from "./postgres.js";
import { errorWithCode } from "./testing/error-with-code.js";
import { startOwnPostgres } from "./testing/own-postgres.js";
import { PostgresDatabase } from "./testing/postgres-database.js";
import { checkpointOf, documentOf } from "./testing/sample-documents.js";

test("a server that crashes and comes back in the middle of a run is waited for; nothing is lost or doubled", async () => {
  const server = await startOwnPostgres();
  const database = await PostgresDatabase.create(server.url);
  await using sink = await postgresSink(database.options).open({ position: null });
  let isOver = false;
  let crashes = 0;
  const crashing = (async () => {
    while (!isOver) {
      await sleep(300);
      await server.crash();
      await sleep(400);
      await server.restart();
      crashes += 1;
    }
  })();
  let documents = 0;
  for (let commit = 1; crashes < 3; commit += 1) {
    for (let at = 0; at < 50; at += 1) await sink.write([documentOf((documents += 1), "x".repeat(500))]);
    expect(await sink.commit(checkpointOf(documents))).toMatchObject({ commit, documents });
  }
  isOver = true;
  await crashing;
  expect((await database.read()).map(({ docId }) => docId).sort()).toEqual(Array.from({ length: documents }, (_, n) => `d${n + 1}`).sort());
});

test("a server that stays away fails the run in bounded time, and the run goes on where it stood when the server is back", async () => {
  const server = await startOwnPostgres();
  const database = await PostgresDatabase.create(server.url);
  const sink = postgresSink({ ...database.options, retryForMs: 1_500 });
  let position;
  {
    await using open = await sink.open({ position: null });
    await open.write([documentOf(1)]);
    position = await open.commit(checkpointOf(1));
    await server.crash();
    await open.write([documentOf(2)]);
    const started = performance.now();
    const error = await errorWithCode(open.commit(checkpointOf(2)), "SINK_FAILED");
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(error.message).toContain("ECONNREFUSED");
    expect(JSON.stringify([error.message, error.stack, error.context])).not.toContain(new URL(server.url).password);
  }
  expect((await errorWithCode(sink.open({ position }), "SINK_UNWRITABLE")).message).toContain("ECONNREFUSED");
  await server.restart();
  await using again = await sink.open({ position });
  await again.write([documentOf(2)]);
  await again.commit(checkpointOf(2));
  expect(await database.read()).toEqual([documentOf(1), documentOf(2)]);
});
