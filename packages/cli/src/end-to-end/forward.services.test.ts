import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { fileLogReader } from "@sluice/event-bus";
import { kafkaTransport } from "@sluice/event-bus/kafka";
import { redisTransport } from "@sluice/event-bus/redis";
import { expect, test } from "vitest";
import type { RunSummary } from "../report/run-summary.js";
import { HERBARIUM, RECORDS } from "../testing/herbarium.js";
import { Relay } from "../testing/relay.js";
import { runBinary, startBinary } from "../testing/run-binary.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";

const run = promisify(execFile);
const MAKE_TOPIC = fileURLToPath(new URL("../../../event-bus/src/__fixtures__/make-topic.mjs", import.meta.url));
const LOG = "out.jsonl.sluice";
const HERBARIUM_RUN = ["ingest", "darwin-core", HERBARIUM, "--sink", "jsonl:out.jsonl", "--summary-file", "s.json"];

function service(variable: string): string {
  const value = process.env[variable];
  if (value === undefined) throw new Error(`Cannot find the server: expected ${variable}, which npm run test:services sets, received none`);
  return value;
}

const redisPort = (): number => Number(new URL(service("SLUICE_TEST_REDIS_URL")).port);
const newName = (): string => `cli.${randomBytes(6).toString("hex")}`;

/** The offsets that came, in order, each at its first arrival. */
async function arrived(transport: Awaited<ReturnType<typeof redisTransport>>, last: number): Promise<number[]> {
  const offsets = new Set<number>();
  for await (const entry of transport.consume({ group: newName(), consumer: "c", from: "start", signal: AbortSignal.timeout(60_000) })) {
    offsets.add(entry.offset ?? 0);
    void entry.ack();
    if (offsets.size === last) break;
  }
  return [...offsets];
}

async function inStream(stream: string, last: number): Promise<number[]> {
  await using transport = await redisTransport({ url: service("SLUICE_TEST_REDIS_URL"), stream });
  return await arrived(transport, last);
}

async function summaryIn(cwd: string): Promise<RunSummary> {
  return JSON.parse(await readFile(join(cwd, "s.json"), "utf8")) as RunSummary;
}

async function everythingIn(directory: string): Promise<string> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const texts = await Promise.all(entries.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name), "utf8")));
  return texts.join("\n");
}

const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

test("E9 a broker that is away during the whole of a run costs it nothing but moments at its end, and the same command sends what waits", async () => {
  const cwd = await temporaryDirectory();
  const relay = await Relay.to(redisPort());
  const stream = newName();
  const argv = [...HERBARIUM_RUN, "--forward", `redis://127.0.0.1:${relay.port}#${stream}`];
  const begun = performance.now();
  const down = await runBinary(argv, { cwd });
  expect([down.code, down.stderr]).toEqual([0, expect.stringMatching(/forward to redis:\/\/127\.0\.0\.1:\d+#cli\.\w+: Cannot publish .*ECONNREFUSED.*; it is tried again[^]*✓ completed[^]*events wait in the log[^]*sluice forward out\.jsonl\.sluice/)]);
  expect(performance.now() - begun).toBeLessThan(30_000);
  const [before] = (await summaryIn(cwd)).forwards;
  const { last } = await fileLogReader(join(cwd, LOG, "events")).range();
  expect(before).toMatchObject({ target: `redis://127.0.0.1:${relay.port}#${stream}`, state: "behind", forwarded: 0, lag: last });
  expect(last).toBeGreaterThan(RECORDS);
  await relay.mend();
  const again = await runBinary(argv, { cwd });
  expect([again.code, again.stderr]).toEqual([0, expect.stringContaining("nothing to do")]);
  expect((await summaryIn(cwd)).forwards).toMatchObject([{ state: "complete", forwarded: last, lag: 0, error: null }]);
  expect(await inStream(stream, last)).toEqual(upTo(last));
  await runBinary(argv, { cwd });
  expect((await summaryIn(cwd)).forwards).toMatchObject([{ forwarded: 0, acknowledgedOffset: last }]);
});

test("E9 a broker that goes and comes back within a run gets everything, and people are told of both", async () => {
  const cwd = await temporaryDirectory();
  const relay = await Relay.to(redisPort());
  await relay.mend();
  const stream = newName();
  const lines = Array.from({ length: 400 }, (_, n) => JSON.stringify({ id: `d${n}` }));
  await writeFile(join(cwd, "slow.mjs"), `
    import { setTimeout as delay } from "node:timers/promises";
    export default { name: "slow", async *fetch() { for (let n = 0; n < 400; n += 1) { await delay(10); yield { id: \`d\${n}\` }; } }, identify: ({ id }) => id, parse: ({ id }) => ({ docId: id, title: null, text: null, metadata: {}, provenance: { source: "slow" } }) };`);
  const started = startBinary(["ingest", "./slow.mjs", "--sink", "jsonl:out.jsonl", "--summary-file", "s.json", "--forward", `redis://127.0.0.1:${relay.port}#${stream}`], { cwd });
  await started.said("early validation passed");
  await relay.cut();
  await started.said("it is tried again");
  await delay(500);
  await relay.mend();
  await started.said("there again");
  const { code } = await started.ended;
  const { completed, forwards } = await summaryIn(cwd);
  expect([code, completed, forwards]).toMatchObject([0, lines.length, [{ state: "complete", lag: 0 }]]);
  expect(await inStream(stream, forwards[0]!.acknowledgedOffset)).toEqual(upTo(forwards[0]!.acknowledgedOffset));
});

test("P1 whatever a SIGKILL has interrupted, the broker has every event of the log in the end", async () => {
  const cwd = await temporaryDirectory();
  const stream = newName();
  const argv = [...HERBARIUM_RUN, "--forward", `${service("SLUICE_TEST_REDIS_URL")}#${stream}`];
  for (const ms of [700, 900, 1_100]) {
    const { child, ended } = startBinary(argv, { cwd });
    await delay(ms);
    child.kill("SIGKILL");
    await ended;
  }
  expect((await runBinary(argv, { cwd })).code).toBe(0);
  const { last } = await fileLogReader(join(cwd, LOG, "events")).range();
  expect(await inStream(stream, last)).toEqual(upTo(last));
});

test("P9 Kafka gets the events over TLS and a login, from an address in the environment whose password is nowhere else; resume needs nothing more", async () => {
  const cwd = await temporaryDirectory();
  const topic = newName();
  await run(process.execPath, [MAKE_TOPIC, service("SLUICE_TEST_KAFKA_BROKERS"), topic]);
  const password = service("SLUICE_TEST_KAFKA_PASSWORD");
  const env = { BROKER: `kafkas://sluice:${password}@${service("SLUICE_TEST_KAFKA_TLS_BROKERS")}/${topic}`, NODE_EXTRA_CA_CERTS: service("SLUICE_TEST_KAFKA_CA"), SLUICE_DEBUG: "1" };
  const first = await runBinary([...HERBARIUM_RUN, "--limit", "100", "--forward", "env:BROKER", "--stream"], { cwd, env });
  const second = await runBinary(["resume", "--state-dir", LOG, "--limit", "200", "--summary-file", "s.json"], { cwd, env });
  expect([first.code, second.code]).toEqual([0, 0]);
  const { last } = await fileLogReader(join(cwd, LOG, "events")).range();
  expect((await summaryIn(cwd)).forwards).toMatchObject([{ target: `kafkas://${service("SLUICE_TEST_KAFKA_TLS_BROKERS")}/${topic}`, state: "complete", acknowledgedOffset: last }]);
  await using transport = await kafkaTransport({ brokers: [service("SLUICE_TEST_KAFKA_BROKERS")], topic });
  expect((await arrived(transport, last)).sort((a, b) => a - b)).toEqual(upTo(last));
  const said = [first, second].map(({ stdout, stderr }) => stdout + stderr).join("\n") + (await everythingIn(cwd));
  expect([said.includes(password), said.includes(Buffer.from(password).toString("base64"))]).toEqual([false, false]);
}, 180_000);

test("two brokers get the same events, each those that it is to get, and one that refuses the login costs the other nothing", async () => {
  const cwd = await temporaryDirectory();
  const topic = newName();
  const stream = newName();
  await run(process.execPath, [MAKE_TOPIC, service("SLUICE_TEST_KAFKA_BROKERS"), topic]);
  const forward = [
    { to: `${service("SLUICE_TEST_REDIS_URL")}#${stream}`, types: ["Run*", "Batch*"], name: "ends" },
    { to: `kafka://sluice:wr0ng-passw0rd@${service("SLUICE_TEST_KAFKA_SASL_BROKERS")}/${topic}`, waitSeconds: 1 },
  ];
  await writeFile(join(cwd, "sluice.config.json"), JSON.stringify({ forward }));
  const { code, stderr } = await runBinary(HERBARIUM_RUN, { cwd });
  const { forwards } = await summaryIn(cwd);
  expect([code, forwards]).toMatchObject([0, [{ consumer: "ends", state: "complete", lag: 0 }, { state: "behind", forwarded: 0 }]]);
  expect(forwards[0]!.forwarded).toBeLessThan(100);
  expect(stderr).not.toContain("wr0ng-passw0rd");
  expect(await everythingIn(join(cwd, LOG))).not.toContain("wr0ng-passw0rd");
});

test("`sluice forward` sends what a run has left, and with --follow what is added, until it is interrupted", async () => {
  const cwd = await temporaryDirectory();
  const stream = newName();
  const to = `${service("SLUICE_TEST_REDIS_URL")}#${stream}`;
  expect(await runBinary([...HERBARIUM_RUN, "--limit", "100"], { cwd })).toMatchObject({ code: 0 });
  const sent = await runBinary(["forward", LOG, "--to", to], { cwd });
  const { last } = await fileLogReader(join(cwd, LOG, "events")).range();
  expect([sent.code, sent.stderr]).toEqual([0, `${to}: ${last} events sent\n`]);
  const following = startBinary(["forward", "--state-dir", LOG, "--to", to, "--follow"], { cwd });
  expect((await runBinary([...HERBARIUM_RUN, "--limit", "200"], { cwd })).code).toBe(0);
  const end = (await fileLogReader(join(cwd, LOG, "events")).range()).last;
  expect(await inStream(stream, end)).toEqual(upTo(end));
  following.child.kill("SIGINT");
  const { code, stderr } = await following.ended;
  expect([code, stderr]).toEqual([0, `${to}: ${end - last} events sent\n`]);
});
