import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { postgresSink } from "./postgres.js";
import type { PostgresOptions } from "./postgres/postgres-options.js";
import { errorWithCode } from "./testing/error-with-code.js";
import { PostgresDatabase, postgresCertificate } from "./testing/postgres-database.js";
import { checkpointOf, documentOf } from "./testing/sample-documents.js";

const withKey = (url: string, keys: Record<string, string>): string => `${url}?${new URLSearchParams(keys).toString()}`;

/** Writes a document, and gives what the server says of the connection that did. */
async function writtenOver(database: PostgresDatabase, options: Partial<PostgresOptions>): Promise<unknown[]> {
  await using sink = await postgresSink({ ...database.options, ...options }).open({ position: null });
  await sink.write([documentOf(1)]);
  await sink.commit(checkpointOf(1));
  const connections = await database.query("SELECT DISTINCT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name LIKE 'sluice%'");
  expect(await database.read()).toEqual([documentOf(1)]);
  return connections.map(({ ssl }) => ssl);
}

test("documents go over TLS where the certificate is trusted, by option or by the address", async () => {
  const first = await PostgresDatabase.create();
  expect(await writtenOver(first, { ssl: { ca: readFileSync(postgresCertificate(), "utf8") } })).toEqual([true]);
  const second = await PostgresDatabase.create();
  expect(await writtenOver(second, { url: withKey(second.url, { sslmode: "verify-full", sslrootcert: postgresCertificate() }) })).toEqual([true]);
});

test("without a word of it a connection is not encrypted, as the address says", async () => {
  expect(await writtenOver(await PostgresDatabase.create(), {})).toEqual([false]);
});

test.each<[string, (database: PostgresDatabase) => Partial<PostgresOptions>, RegExp]>([
  ["nobody vouches for", () => ({ ssl: true }), /self-signed certificate/],
  ["is of another host", () => ({ ssl: { ca: readFileSync(postgresCertificate(), "utf8"), servername: "elsewhere.example.org", checkServerIdentity: () => new Error("another host") } }), /another host/],
  ["nobody vouches for, asked for in the address", ({ url }) => ({ url: withKey(url, { sslmode: "verify-full" }) }), /self-signed certificate/],
])("P9 a server whose certificate %s gets neither a document nor the password", async (_, optionsFor, reason) => {
  const database = await PostgresDatabase.create();
  const error = await errorWithCode(postgresSink({ ...database.options, retryForMs: 0, ...optionsFor(database) }).open({ position: null }), "SINK_UNWRITABLE");
  expect(error.message).toMatch(reason);
  expect(String(error)).not.toContain(new URL(database.url).password);
});
