import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { loadConfig } from "./load-config.js";

const CONFIG = { adapter: "csv", sink: "jsonl:out.jsonl", earlyValidation: { after: 10 } };

test.each([
  ["sluice.config.json", JSON.stringify(CONFIG)],
  ["sluice.config.yaml", "adapter: csv\nsink: jsonl:out.jsonl\nearlyValidation:\n  after: 10\n"],
  ["sluice.config.js", `module.exports = ${JSON.stringify(CONFIG)};`],
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
  ["an unknown option", '{ "adaptor": "csv" }', /adaptor \(line 1\): no such option/],
  ["a misspelt option", '{ "earlyValidation": { "minRat": 1 } }', /earlyValidation\.minRat \(line 1\): no such option \(did you mean minRate\?\)/],
  ["a nested value", '{ "earlyValidation": { "after": 0 } }', /earlyValidation\.after \(line 1\): expected .*received 0/],
  ["a wrong type", '{ "concurrency": "8" }', /concurrency \(line 1\): expected number, received "8"/],
  ["a wrong choice", '{ "output": "loud" }', /output \(line 1\): expected one of .*received "loud"/],
  ["a wrong sink", '{ "sink": "s3:bucket" }', /sink \(line 1\): expected "jsonl:PATH".*received "s3:bucket"/],
  ["broken JSON", '{ "adapter": ', /sluice\.config\.json: /],
])("%s is refused with file, path, expected and received", async (_what, text, message) => {
  const directory = await temporaryDirectory();
  await writeFile(join(directory, "sluice.config.json"), text);
  const loaded = loadConfig(directory, undefined);
  await expect(loaded).rejects.toThrow(expect.objectContaining({ code: "CONFIG_INVALID" }));
  await expect(loaded).rejects.toThrow(message);
  await expect(loaded).rejects.toThrow(join(directory, "sluice.config.json"));
});

test.each([
  ["sluice.config.yaml", "adapter: csv\nearlyValidation:\n  after: 0\nnope: 1\n", "earlyValidation.after (line 3): expected number to be >=1, received 0; nope (line 4): no such option"],
  ["sluice.config.yaml", "adapter: csv\nadapter: jsonl\n", "Map keys must be unique at line 2, column 1"],
  ["sluice.config.json", '{\n  "adapter": "csv",\n  "concurrency": 0\n}', "concurrency (line 3): expected number to be >=1, received 0"],
  ["sluice.config.json", '{\n  "adapter": "csv",\n}', "(line 3 column 1)"],
  ["sluice.config.json", '{\n  "adapter": "csv",\n  "adapter": "jsonl"\n}', "expected each key once, received one twice (line 3 column 3)"],
  ["sluice.config.mjs", '\n\nthrow new Error("boom");', "boom at line 3"],
])("%s %j is refused with its line", async (name, text, message) => {
  const directory = await temporaryDirectory();
  await writeFile(join(directory, name), text);
  const error = await loadConfig(directory, undefined).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "CONFIG_INVALID", message: expect.stringContaining(message) as unknown });
});

test("of two files none is preferred in silence", async () => {
  const directory = await temporaryDirectory();
  for (const name of ["sluice.config.json", "sluice.config.yaml"]) await writeFile(join(directory, name), JSON.stringify(CONFIG));
  await expect(loadConfig(directory, undefined)).rejects.toThrow("received sluice.config.json and sluice.config.yaml");
  expect((await loadConfig(directory, "sluice.config.yaml")).config).toEqual(CONFIG);
});

test("a file named that is not there is refused", async () => {
  await expect(loadConfig(await temporaryDirectory(), "missing.json")).rejects.toThrow(/missing\.json/);
});

test("H1 a file over 1 MiB is refused", async () => {
  const directory = await temporaryDirectory();
  await writeFile(join(directory, "sluice.config.yaml"), `adapter: ${"x".repeat(1024 * 1024)}\n`);
  await expect(loadConfig(directory, undefined)).rejects.toThrow(/at most 1048576 bytes/);
});
