import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { UsageError } from "../usage-error.js";
import { loadPolicy } from "./load-policy.js";

const ONE = "policies:\n  slow:\n    rateLimit: { perSecond: 0.5 }\n";
const TWO = `${ONE}  quick:\n    timeoutMs: 300\n`;

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryDirectory();
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

test("a policy that comes along is known by its name", () => {
  expect(loadPolicy("polite-api", "/")).toMatchObject({ name: "polite-api", policy: { rateLimit: { perSecond: 5 }, timeoutMs: 10_000 } });
});

test("a policy that stands in the configuration is completed", () => {
  expect(loadPolicy({ timeoutMs: 5 }, "/")).toMatchObject({ name: null, policy: { timeoutMs: 5, retry: { maxAttempts: 4 } } });
});

test("the only policy of a file needs no name", async () => {
  const folder = await folderWith({ "pol.yaml": `\ufeff${ONE}` });
  expect(loadPolicy("pol.yaml", folder)).toMatchObject({ name: `${join(folder, "pol.yaml")}#slow`, policy: { rateLimit: { perSecond: 0.5 } } });
});

test("of several policies in a file one is named", async () => {
  expect(loadPolicy("pol.yaml#quick", await folderWith({ "pol.yaml": TWO })).policy.timeoutMs).toBe(300);
});

test.each([
  ["polite", "expected one of default, gpu-bound, polite-api, or a file of policies (FILE.yaml, FILE.yaml#NAME), received \"polite\""],
  ["gpu-bond", "(did you mean gpu-bound?)"],
  ["two.yaml", "#NAME with one of slow, quick, received no name"],
  ["two.yaml#slo", 'with one of slow, quick, received "slo" (did you mean slow?)'],
  ["empty.yaml", "expected at least one policy in it, received none"],
  ["none.yaml", "ENOENT"],
  ["folder.yaml", "EISDIR"],
  ["large.yaml", "expected at most 1048576 bytes, received 1048577"],
])("%s is refused as a mistake of the caller", async (given, message) => {
  const folder = await folderWith({ "two.yaml": TWO, "empty.yaml": "policies: {}\n", "large.yaml": "#".repeat(1_048_577) });
  await mkdir(join(folder, "folder.yaml"));
  const refused = (): unknown => loadPolicy(given, folder);
  expect(refused).toThrow(UsageError);
  expect(refused).toThrow(message);
});

test("what is wrong in a file is told with the file and the line", async () => {
  const folder = await folderWith({ "bad.yaml": "policies:\n  slow:\n    timeoutMs: fast\n" });
  const message = `Cannot load resilience policies from ${join(folder, "bad.yaml")}: line 3: policies.slow.timeoutMs: `;
  expect(() => loadPolicy("bad.yaml", folder)).toThrow(expect.objectContaining({ code: "CONFIG_INVALID", message: expect.stringContaining(message) as string }));
});
