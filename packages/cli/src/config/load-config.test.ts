import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { loadConfig } from "./load-config.js";

const CONFIG = { adapter: "csv", sink: "jsonl:out.jsonl", earlyValidation: { after: 10 } };

test.each([
  ["sluice.config.json", JSON.stringify(CONFIG)],
  ["sluice.config.yaml", "adapter: csv\nsink: jsonl:out.jsonl\nearlyValidation:\n  after: 10\n"],
  ["sluice.config.mjs", `export default ${JSON.stringify(CONFIG)};`],
  ["sluice.config.ts", `const config: { adapter: string } = ${JSON.stringify(CONFIG)};\nexport default config;`],
])("%s is found in the working directory", async (name, text) => {
  const directory = await temporaryDirectory();
  await writeFile(join(directory, name), text);
  expect(await loadConfig(directory, undefined)).toEqual({ config: CONFIG, directory, file: join(directory, name) });
});

test("no file is an empty configuration, and directories above are not searched", async () => {
  const directory = await temporaryDirectory();
  await writeFile(join(directory, "sluice.config.json"), JSON.stringify(CONFIG));
  await mkdir(join(directory, "below"));
  expect((await loadConfig(join(directory, "below"), undefined)).config).toEqual({});
});

test.each([
  ["an unknown option", '{ "adaptor": "csv" }', /adaptor: no such option/],
  ["a nested value", '{ "earlyValidation": { "after": 0 } }', /earlyValidation\.after: expected .*received 0/],
  ["a wrong type", '{ "concurrency": "8" }', /concurrency: expected number, received "8"/],
  ["a wrong choice", '{ "output": "loud" }', /output: expected one of .*received "loud"/],
  ["a wrong sink", '{ "sink": "s3:bucket" }', /sink: expected "jsonl:PATH".*received "s3:bucket"/],
  ["broken JSON", '{ "adapter": ', /sluice\.config\.json: /],
])("%s is refused with file, path, expected and received", async (_what, text, message) => {
  const directory = await temporaryDirectory();
  await writeFile(join(directory, "sluice.config.json"), text);
  const loaded = loadConfig(directory, undefined);
  await expect(loaded).rejects.toThrow(expect.objectContaining({ code: "CONFIG_INVALID" }));
  await expect(loaded).rejects.toThrow(message);
  await expect(loaded).rejects.toThrow(join(directory, "sluice.config.json"));
});

test("a file named that is not there is refused", async () => {
  await expect(loadConfig(await temporaryDirectory(), "missing.json")).rejects.toThrow(/missing\.json/);
});

test("H1 a file over 1 MiB is refused", async () => {
  const directory = await temporaryDirectory();
  await writeFile(join(directory, "sluice.config.yaml"), `adapter: ${"x".repeat(1024 * 1024)}\n`);
  await expect(loadConfig(directory, undefined)).rejects.toThrow(/at most 1048576 bytes/);
});
