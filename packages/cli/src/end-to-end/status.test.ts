import { expect, test } from "vitest";
import { pagedApi } from "../testing/paged-api.js";
import { runBinary } from "../testing/run-binary.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";

const OPTIONS = ["--allow-host", "127.0.0.1", "--sink", "jsonl:out.jsonl"];
const STATE = ["--state-dir", "out.jsonl.sluice"];

test("status tells from when on a parked run may go on, after each attempt, and not once it is started over", async () => {
  const cwd = await temporaryDirectory();
  let isReady = false;
  const { url } = await pagedApi({
    answer: (_request, response) => {
      if (isReady) response.end('[{"id":"a"}]');
      else response.writeHead(429, { "retry-after": "3600" }).end();
    },
  });
  const parked = async (args: readonly string[]): Promise<unknown> => {
    const soonest = Date.now() + 3_000_000;
    expect((await runBinary(args, { cwd })).stderr).toContain("TRY_AGAIN_LATER");
    const { stdout } = await runBinary(["status", ...STATE, "--json"], { cwd });
    const { reason, retryAt, next } = JSON.parse(stdout) as { reason: string; retryAt: string; next: string };
    return [reason, Date.parse(retryAt) > soonest, next];
  };
  const told = ["try_again_later", true, "sluice resume --state-dir out.jsonl.sluice"];
  expect(await parked(["ingest", "http-json", url, ...OPTIONS])).toEqual(told);
  expect(await parked(["resume", ...STATE])).toEqual(told);
  isReady = true;
  expect((await runBinary(["ingest", "http-json", url, ...OPTIONS, "--restart"], { cwd })).code).toBe(0);
  expect(JSON.parse((await runBinary(["status", ...STATE, "--json"], { cwd })).stdout)).toMatchObject({ status: "completed", retryAt: null });
});

test("resume and retry-failed of a finished run ask for no secret that they do not need", async () => {
  const [cwd, { url }] = [await temporaryDirectory(), await pagedApi({})];
  expect((await runBinary(["ingest", "http-json", `${url}?api_key=verysecret`, ...OPTIONS], { cwd })).code).toBe(0);
  const resumed = await runBinary(["resume", ...STATE], { cwd });
  expect([resumed.code, resumed.stderr]).toEqual([0, expect.stringMatching(/nothing to do: this run is complete \(1 completed, 0 failed\).*1 completed/s)]);
  expect(await runBinary(["retry-failed", ...STATE], { cwd })).toMatchObject({ code: 0, stderr: expect.stringContaining("nothing to retry") as string });
});

test("resume of an unfinished run still asks for its secret", async () => {
  const [cwd, { url }] = [await temporaryDirectory(), await pagedApi({ pages: 3 })];
  expect((await runBinary(["ingest", "http-json", `${url}?api_key=verysecret`, "--param", "pagination=next-url", "--limit", "1", ...OPTIONS], { cwd })).code).toBe(0);
  expect(await runBinary(["resume", ...STATE], { cwd })).toMatchObject({ code: 2, stderr: expect.stringContaining("--param url=…") as string });
});
