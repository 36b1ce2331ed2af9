import { writeFile } from "node:fs/promises";
import { SluiceError } from "@sluice/core-events";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { keepRetryTime, retryTimeOf, retryTimePath } from "./retry-time.js";

const later = (retryAt: unknown): SluiceError => new SluiceError("Cannot fetch before midnight", { code: "TRY_AGAIN_LATER", context: { retryAt } });

test("the time that an error names is kept", async () => {
  const directory = await temporaryDirectory();
  await keepRetryTime(directory, later(5));
  expect(await retryTimeOf(directory, { timestamp: Date.now() - 1_000 })).toBe(5);
});

test("what was said before the last checkpoint holds no longer", async () => {
  const directory = await temporaryDirectory();
  await keepRetryTime(directory, later(5));
  expect(await retryTimeOf(directory, { timestamp: Date.now() + 60_000 })).toBeNull();
});

test.each([new Error("broken"), later("soon"), later(undefined)])("%s names no time", async (error) => {
  const directory = await temporaryDirectory();
  await keepRetryTime(directory, error);
  expect(await retryTimeOf(directory, { timestamp: 0 })).toBeNull();
});

test("a damaged file says nothing", async () => {
  const directory = await temporaryDirectory();
  await writeFile(retryTimePath(directory), "{");
  expect(await retryTimeOf(directory, { timestamp: 0 })).toBeNull();
});
