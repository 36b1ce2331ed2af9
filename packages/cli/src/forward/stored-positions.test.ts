import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileLogReader } from "@sluice/event-bus";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { FORWARD_DEFAULTS, type ForwardTarget } from "./forward-target.js";
import { storedPositions, type StoredPosition } from "./stored-positions.js";

const range = { first: 5, last: 20 };

async function positions(files: Readonly<Record<string, string>>, targets: readonly Partial<ForwardTarget>[] = [], env: Readonly<Record<string, string>> = {}): Promise<StoredPosition[]> {
  const directory = await temporaryDirectory();
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  return await storedPositions({ log: fileLogReader(directory), range, targets: targets.map((target) => ({ ...FORWARD_DEFAULTS, to: "redis://h", ...target })), env });
}

test("each position beside the log has its offset and what lies behind it", async () => {
  expect(await positions({ "consumer-mine.json": '{"version":1,"offset":18}', "0000000000000005.jsonl": "" })).toEqual([{ consumer: "mine", target: null, offset: 18, lag: 2 }]);
});

test("a target of the run is named by its address, without a password, and has got nothing at first", async () => {
  const targets = [{ name: "mine", to: "redis://u:%5BREDACTED%5D@h#s" }, { name: "other", to: "env:BROKER" }];
  expect(await positions({ "consumer-mine.json": '{"version":1,"offset":20}' }, targets, { BROKER: "kafka://u:secret@k/t" })).toEqual([
    { consumer: "mine", target: "redis://h#s", offset: 20, lag: 0 },
    { consumer: "other", target: "kafka://k:9092/t", offset: 0, lag: 16 },
  ]);
});

test("a target whose variable is not set is known by its position alone", async () => {
  expect(await positions({ "consumer-mine.json": '{"version":1,"offset":20}' }, [{ name: "mine", to: "env:BROKER" }])).toEqual([{ consumer: "mine", target: null, offset: 20, lag: 0 }]);
});

test.each([["consumer-mine.json", "{"], ["consumer-Not a name.json", "{}"]])("a position that cannot be read says so: %s", async (file, text) => {
  expect(await positions({ [file]: text })).toMatchObject([{ offset: null, lag: null }]);
});
