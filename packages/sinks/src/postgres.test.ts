import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, symlinkSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { postgresSink } from "./postgres.js";
import { rowBatches, upsertStatement, valuesOf } from "./postgres/upsert-statement.js";
import { tableNames } from "./table/table-names.js";
import { tableRow } from "./table/table-row.js";
import { errorWithCode } from "./testing/error-with-code.js";
import { documentOf } from "./testing/sample-documents.js";
import { temporaryPath } from "./testing/temporary-path.js";

const url = "postgres://user:p4ssw0rd@127.0.0.1:1/db";

test.each([
  [{ url: "" }, "url must be a non-empty string, received an empty one"],
  [{ url: "mysql://user:p4ssw0rd@h/d" }, "url must be postgres://user:password@host:port/database, received another text"],
  [{ url: "user:p4ssw0rd@h/d" }, "url must be postgres://"],
  [{ url, table: 'documents"; DROP' }, "table must be ASCII letters"],
  [{ url, schema: "a.b" }, "schema must be ASCII letters"],
  [{ url, schema: "pg_catalog" }, "schema must be ASCII letters"],
  [{ url, timeoutMs: 0 }, "timeoutMs must be an integer from 1"],
  [{ url, retryForMs: Infinity }, "retryForMs must be an integer from 0"],
  [{ url, maxDocumentChars: 2 ** 26 + 1 }, "maxDocumentChars must be an integer from 1 to 67108864"],
])("C13 P9 postgresSink(%j) is refused at once, and gives no password away", (options, message) => {
  expect(() => postgresSink(options as never)).toThrow(`Cannot use a PostgreSQL database: ${message}`);
  expect(() => postgresSink(options as never)).not.toThrow("p4ssw0rd");
});

test("C5 where nobody listens open() fails at once, naming the address and not the password", async () => {
  const started = performance.now();
  const error = await errorWithCode(postgresSink({ url, table: "trials" }).open({ position: null }), "SINK_UNWRITABLE");
  expect(error.message).toBe("Cannot open table trials of 127.0.0.1:1/db: connect ECONNREFUSED 127.0.0.1:1 (ECONNREFUSED)");
  expect(performance.now() - started).toBeLessThan(5_000);
  expect(JSON.stringify([error.stack, error.context, String(error.cause)])).not.toContain("p4ssw0rd");
});

test("P6 a server that accepts and never answers is given up at the deadline", async () => {
  const server = createServer((socket) => void socket.on("error", () => {})).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const started = performance.now();
  await errorWithCode(postgresSink({ url: `postgres://u:p4ssw0rd@127.0.0.1:${port}/d`, timeoutMs: 300 }).open({ position: null }), "SINK_UNWRITABLE");
  expect(performance.now() - started).toBeLessThan(3_000);
});

test("P9 a server without TLS is refused where it is asked for, before it gets a login", async () => {
  const heard: Buffer[] = [];
  const server = createServer((socket) => void socket.on("error", () => {}).on("data", (bytes) => (heard.push(bytes), socket.write("N")))).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const error = await errorWithCode(postgresSink({ url: `postgres://u:p4ssw0rd@127.0.0.1:${port}/d`, ssl: true, retryForMs: 0 }).open({ position: null }), "SINK_UNWRITABLE");
  expect(error.message).toContain("does not support SSL");
  expect(Buffer.concat(heard).toString("latin1")).not.toContain("p4ssw0rd");
});

test("without the package pg open() says what to install", () => {
  const directory = dirname(temporaryPath("consumer"));
  const packages = join(directory, "node_modules", "@sluice");
  const own = fileURLToPath(new URL("..", import.meta.url));
  for (const part of ["dist", "package.json"]) cpSync(join(own, part), join(packages, "sinks", part), { recursive: true });
  symlinkSync(join(own, "..", "core-events"), join(packages, "core-events"));
  const source = `
    import { postgresSink } from "@sluice/sinks/postgres";
    await postgresSink({ url: "postgres://h/d" }).open({ position: null }).catch(({ code, message }) => console.log(JSON.stringify({ code, message })));`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", source], { cwd: directory, encoding: "utf8" });
  expect(JSON.parse(stdout)).toEqual({ code: "DEPENDENCY_MISSING", message: "Cannot use PostgreSQL: expected the optional package pg, received none; run npm install pg" });
});

test("open() rethrows the reason of an aborted signal", async () => {
  const reason = new Error("stop");
  await expect(postgresSink({ url }).open({ position: null, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

const row = (n: number, text: string) => tableRow(documentOf(n, text), { maxChars: 1e9, isStrict: true });

test("rows are cut into statements by number and by size, and a large one goes alone", () => {
  const rows = [...Array.from({ length: 1_100 }, (_, n) => row(n, "x")), row(2_000, "x".repeat(9_000_000)), row(2_001, "x")];
  expect([...rowBatches(rows)].map((batch) => batch.length)).toEqual([500, 500, 100, 1, 1]);
  expect([...rowBatches([])]).toEqual([]);
});

test("a statement has a parameter for each column of each row, and two more", () => {
  const statement = upsertStatement(tableNames("documents", "own"), 2);
  const numbers = [...statement.matchAll(/\$(\d+)/g)].map(([, digits]) => Number(digits));
  expect(Math.max(...numbers)).toBe(2 * valuesOf(row(1, "x")).length + 2);
  expect(statement).toContain('INSERT INTO "own"."documents"');
});
